// Prints every value of a blob as JSON, one line for each file named on standard input; see tests/ksy/values.py.

using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using System.Text;
using Kaitai;

public static class Dump
{
    const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;
    static readonly Dictionary<Type, List<PropertyInfo>> Known = new Dictionary<Type, List<PropertyInfo>>();

    public static void Main()
    {
        for (string name = Console.ReadLine(); name != null; name = Console.ReadLine())
        {
            var text = new StringBuilder();
            try
            {
                var blob = IptablesBlob.FromFile(name);
                text.Append("{\"family\":" + blob.Family + ",\"align_u64\":" + blob.AlignU64 + ",\"len_long\":" + blob.LenLong);
                text.Append(",\"values\":[");
                Struct(blob.Table.Reply.Entries, text);
                text.Append("0]}");
            }
            catch (Exception error)
            {
                text.Clear();
                text.Append("{\"error\":\"" + error.GetType().Name + "\"}");
            }
            Console.WriteLine(text);
        }
    }

    // The fields of a struct: an instance has a flag beside it that says whether it was read.
    static List<PropertyInfo> Fields(Type type)
    {
        List<PropertyInfo> found;
        if (Known.TryGetValue(type, out found)) return found;
        found = new List<PropertyInfo>();
        foreach (var one in type.GetProperties(Own))
        {
            string flag = "f_" + char.ToLowerInvariant(one.Name[0]) + one.Name.Substring(1);
            if (one.Name.StartsWith("M_") || type.GetField(flag, BindingFlags.Instance | BindingFlags.NonPublic) != null) continue;
            found.Add(one);
        }
        Known[type] = found;
        return found;
    }

    static void Struct(object owner, StringBuilder text)
    {
        foreach (var one in Fields(owner.GetType())) Value(one.GetValue(owner, null), text);
    }

    static object Asked(object owner, string name)
    {
        return owner.GetType().GetProperty(name, Own).GetValue(owner, null);
    }

    static void Value(object value, StringBuilder text)
    {
        string type = value == null ? "" : value.GetType().Name;
        if (type == "MatchData" || type == "TargetData") Payload(value, text);
        else if (type == "TextField" || type == "NameField") Value(Asked(value, "Raw"), text);
        else if (type == "UnsignedLong" || type.EndsWith("Bits")) Value(Asked(value, "Value"), text);
        else if (value is KaitaiStruct) Struct(value, text);
        else if (value is byte[])
        {
            text.Append('"');
            foreach (byte octet in (byte[])value) text.Append(octet.ToString("x2"));
            text.Append("\",");
        }
        else if (value is IList) foreach (object item in (IList)value) Value(item, text);
        else if (value is Enum) text.Append(Convert.ToInt64(value) + ",");
        else if (!(value is bool)) text.Append(value + ","); // a truth value is a parameter: no field is one
    }

    static void Payload(object data, StringBuilder text)
    {
        text.Append("{\"raw\":" + ((byte[])Asked(data, "Raw")).Length + ",\"payload\":");
        int start = text.Length;
        try
        {
            object payload = Asked(data, "Payload");
            text.Append('[');
            Struct(payload, text);
            text.Append("0]},");
        }
        catch (TargetInvocationException)
        {
            text.Length = start; // shorter than the struct that its name promises
            text.Append("null},");
        }
    }
}

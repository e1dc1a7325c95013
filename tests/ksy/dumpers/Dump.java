// Prints every value of a blob as JSON, one line for each file named on standard input; see tests/ksy/values.py.

import io.kaitai.struct.ByteBufferKaitaiStream;
import io.kaitai.struct.KaitaiStruct;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;

public class Dump {
    public static void main(String[] arguments) throws Exception {
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in));
        for (String name = names.readLine(); name != null; name = names.readLine()) {
            StringBuilder out = new StringBuilder();
            try {
                IptablesBlob blob = new IptablesBlob(new ByteBufferKaitaiStream(name));
                blob._read();
                out.append("{\"family\":").append(blob.family()).append(",\"align_u64\":").append(blob.alignU64());
                out.append(",\"len_long\":").append(blob.lenLong()).append(",\"values\":[");
                struct((KaitaiStruct) blob.table().reply().entries(), out);
                out.append("0]}");
            } catch (RuntimeException error) {
                out.setLength(0);
                out.append("{\"error\":\"").append(error.getClass().getSimpleName()).append("\"}");
            }
            System.out.println(out);
        }
    }

    static Object asked(Object owner, String name) throws Exception {
        return owner.getClass().getMethod(name).invoke(owner);
    }

    static void struct(KaitaiStruct owner, StringBuilder out) throws Exception {
        for (String name : (String[]) owner.getClass().getField("_seqFields").get(null)) {
            value(asked(owner, name), out);
        }
    }

    static void value(Object value, StringBuilder out) throws Exception {
        String type = value == null ? "" : value.getClass().getSimpleName();
        if (type.equals("MatchData") || type.equals("TargetData")) {
            payload(value, out);
        } else if (type.equals("TextField") || type.equals("NameField")) {
            value(asked(value, "raw"), out);
        } else if (type.equals("UnsignedLong") || type.endsWith("Bits")) {
            value(asked(value, "value"), out);
        } else if (value instanceof KaitaiStruct) {
            struct((KaitaiStruct) value, out);
        } else if (value instanceof List) {
            for (Object item : (List<?>) value) value(item, out);
        } else if (value instanceof byte[]) {
            out.append('"');
            for (byte octet : (byte[]) value) out.append(String.format("%02x", octet));
            out.append("\",");
        } else if (value instanceof Enum) {
            out.append(asked(value, "id")).append(',');
        } else {
            out.append(value).append(','); // a number; null for one that an enum does not have
        }
    }

    static void payload(Object data, StringBuilder out) throws Exception {
        out.append("{\"raw\":").append(((byte[]) asked(data, "raw")).length).append(",\"payload\":");
        int start = out.length();
        try {
            Object payload = asked(data, "payload");
            out.append('[');
            struct((KaitaiStruct) payload, out);
            out.append("0]},");
        } catch (java.lang.reflect.InvocationTargetException error) {
            out.setLength(start); // shorter than the struct that its name promises
            out.append("null},");
        }
    }
}

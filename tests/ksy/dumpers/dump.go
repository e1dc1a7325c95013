// Prints every value of a blob as JSON, one line for each file named on standard input; see tests/ksy/values.py.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"os"
	"parsers"
	"reflect"
	"strings"

	"github.com/kaitai-io/kaitai_struct_go_runtime/kaitai"
)

func main() {
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		order, name, _ := strings.Cut(names.Text(), " ")
		fmt.Println(dump(order, name))
	}
}

func dump(order string, name string) string {
	file, err := os.Open(name)
	if err != nil {
		return `{"error":"open"}`
	}
	defer file.Close()
	var root reflect.Value
	if order == "le" {
		blob := parsers.NewIptablesBlobLe()
		err, root = blob.Read(kaitai.NewStream(file), nil, blob), reflect.ValueOf(blob)
	} else {
		blob := parsers.NewIptablesBlobBe()
		err, root = blob.Read(kaitai.NewStream(file), nil, blob), reflect.ValueOf(blob)
	}
	if err != nil {
		return `{"error":"read"}`
	}
	var out strings.Builder
	fmt.Fprintf(&out, `{"family":%d,"align_u64":%d,"len_long":%d,"values":[`,
		asked(root, "Family").Interface(), asked(root, "AlignU64").Interface(), asked(root, "LenLong").Interface())
	value(root.Elem().FieldByName("Table").Elem().FieldByName("Reply").Elem().FieldByName("Entries"), &out)
	return out.String() + "0]}"
}

// What an instance says.
func asked(owner reflect.Value, name string) reflect.Value {
	return owner.MethodByName(name).Call(nil)[0]
}

func structure(owner reflect.Value, out *strings.Builder) {
	for at := 0; at < owner.Elem().NumField(); at++ {
		if owner.Elem().Type().Field(at).IsExported() {
			value(owner.Elem().Field(at), out)
		}
	}
}

func value(one reflect.Value, out *strings.Builder) {
	switch one.Kind() {
	case reflect.Interface:
		value(one.Elem(), out)
	case reflect.Ptr:
		name := one.Elem().Type().Name()
		name = name[strings.LastIndex(name, "_")+1:]
		switch {
		case name == "MatchData" || name == "TargetData":
			payload(one, out)
		case name == "TextField" || name == "NameField":
			value(one.Elem().FieldByName("Raw"), out)
		case strings.HasSuffix(name, "Bits"):
			value(one.Elem().FieldByName("Value"), out)
		case name == "UnsignedLong":
			value(asked(one, "Value"), out)
		default:
			structure(one, out)
		}
	case reflect.Slice:
		if octets, is := one.Interface().([]byte); is {
			fmt.Fprintf(out, `"%s",`, hex.EncodeToString(octets))
			return
		}
		for at := 0; at < one.Len(); at++ {
			value(one.Index(at), out)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		fmt.Fprintf(out, "%d,", one.Int())
	case reflect.Bool: // a parameter: no field is one
	default:
		fmt.Fprintf(out, "%d,", one.Uint())
	}
}

func payload(data reflect.Value, out *strings.Builder) {
	fmt.Fprintf(out, `{"raw":%d,"payload":`, len(data.Elem().FieldByName("Raw").Bytes()))
	said := data.MethodByName("Payload").Call(nil)
	if !said[1].IsNil() {
		out.WriteString("null},") // shorter than the struct that its name promises
		return
	}
	out.WriteString("[")
	value(said[0], out)
	out.WriteString("0]},")
}

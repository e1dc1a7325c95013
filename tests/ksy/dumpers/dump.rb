# Prints every value of a blob as JSON, one line for each file named on standard input; see tests/ksy/values.py.
require 'json'
require_relative 'iptables_blob'

FIELDS = JSON.parse(File.read("#{__dir__}/fields.json"))

# The number, in place of the symbol that the runtime has for it.
def (Kaitai::Struct::Stream).resolve_enum(_, number) = number

def struct(owner, out)
  FIELDS.fetch(owner.class.name.delete_prefix('IptablesBlob::')).each { |name| value(owner.send(name), out) }
end

def value(one, out)
  last = one.class.name.split('::').last
  case
  when %w[MatchData TargetData].include?(last) then payload(one, out)
  when %w[TextField NameField].include?(last) then value(one.raw, out)
  when last == 'UnsignedLong' || last.end_with?('Bits') then value(one.value, out)
  when one.is_a?(Kaitai::Struct::Struct) then struct(one, out)
  when one.is_a?(Array) then one.each { |item| value(item, out) }
  when one.is_a?(String) then out << one.unpack1('H*')
  else out << one
  end
end

def payload(data, out)
  own = []
  begin
    struct(data.payload, own) if data.payload
    own = own << 0
  rescue EOFError, Kaitai::Struct::ValidationFailedError
    own = nil # shorter than the struct that its name promises
  end
  out << { raw: data.raw.bytesize, payload: own }
end

$stdout.sync = true
$stdin.each_line(chomp: true) do |name|
  blob = IptablesBlob.from_file(name)
  values = []
  struct(blob.table.reply.entries, values)
  puts JSON.generate(family: blob.family, align_u64: blob.align_u64, len_long: blob.len_long, values: values << 0)
rescue EOFError, Kaitai::Struct::ValidationFailedError => error
  puts JSON.generate(error: error.class.name)
end

<?php
// Prints every value of a blob as JSON, one line for each file named on standard input; see tests/ksy/values.py.

foreach (['Struct', 'Stream'] as $part) {
    require getenv('KAITAI_PHP') . "/Kaitai/Struct/$part.php";
}
foreach (glob(getenv('KAITAI_PHP') . '/Kaitai/Struct/Error/*.php') as $path) {
    $errors[basename($path, '.php')] = $path;
}
spl_autoload_register(function (string $class) use ($errors) {
    require $errors[substr(strrchr($class, '\\'), 1)];
});
require __DIR__ . '/IptablesBlob.php';
const FIELDS = __DIR__ . '/fields.json';
$fields = json_decode(file_get_contents(FIELDS), true);

function struct(object $owner, array &$out): void {
    global $fields;
    $class = str_replace('\\', '::', substr(get_class($owner), strlen('IptablesBlob\\')));
    foreach ($fields[$class] as $name) {
        value($owner->{lcfirst(str_replace('_', '', ucwords($name, '_')))}(), $out);
    }
}

function value($one, array &$out): void {
    $last = is_object($one) ? substr(strrchr(get_class($one), '\\'), 1) : '';
    if ($last === 'MatchData' || $last === 'TargetData') {
        payload($one, $out);
    } elseif ($last === 'TextField' || $last === 'NameField') {
        value($one->raw(), $out);
    } elseif ($last === 'UnsignedLong' || str_ends_with($last, 'Bits')) {
        value($one->value(), $out);
    } elseif (is_object($one)) {
        struct($one, $out);
    } elseif (is_array($one)) {
        foreach ($one as $item) {
            value($item, $out);
        }
    } else {
        $out[] = is_string($one) ? bin2hex($one) : $one;
    }
}

function payload(object $data, array &$out): void {
    $own = [];
    try {
        if ($data->payload() !== null) {
            struct($data->payload(), $own);
        }
        $own[] = 0;
    } catch (\Kaitai\Struct\Error\KaitaiError $error) { // shorter than the struct that its name promises
        $own = null;
    }
    $out[] = ['raw' => strlen($data->raw()), 'payload' => $own];
}

while (($name = fgets(STDIN)) !== false) {
    try {
        $blob = IptablesBlob::fromFile(rtrim($name, "\n"));
        $values = [];
        struct($blob->table()->reply()->entries(), $values);
        $values[] = 0;
        echo json_encode(['family' => $blob->family(), 'align_u64' => $blob->alignU64(),
                          'len_long' => $blob->lenLong(), 'values' => $values]), "\n";
    } catch (\Kaitai\Struct\Error\KaitaiError $error) {
        echo json_encode(['error' => get_class($error)]), "\n";
    }
}

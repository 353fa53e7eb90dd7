<?php
/**
 * Receives news items from podcaster (signed as Standard Webhooks) and keeps them as HTML files.
 *
 * Set-up: put this file on the website, for example as /podcaster/receiver.php, and give the web
 * server the key in the environment (PODCASTER_RECEIVER_SECRET=whsec_...), or write it into a file
 * outside the document root and its path into SECRET_FILE below. PHP 8.1 or newer, no libraries.
 *
 * It writes into FOLDER: one `<slug>.html` and `<slug>.json` per item, and `list.html`, newest first,
 * which a page of your CMS can include. Change `page_of` to make something else of an item.
 */
declare(strict_types=1);

const SECRET_FILE = '';
const FOLDER = __DIR__ . '/news';
const ADDRESS = ''; // where FOLDER can be seen, such as https://www.example.org/podcaster/news
const TOLERANCE_S = 300;
const LARGEST_BYTES = 2000000;

/** Answer and leave. 2xx: taken; 4xx: not ours; 5xx: try again later. */
function answer(int $status, array $said): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    exit(json_encode($said, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE));
}

/** The keys, several while they change; a receiver without one takes nothing. */
function keys(): array
{
    $text = getenv('PODCASTER_RECEIVER_SECRET') ?: '';
    if (SECRET_FILE !== '') {
        $text = (string) @file_get_contents(SECRET_FILE);
    }
    $keys = [];
    foreach (preg_split('/\s+/', trim($text), -1, PREG_SPLIT_NO_EMPTY) as $word) {
        $key = base64_decode((string) preg_replace('/^whsec_/', '', $word), true);
        if ($key !== false && strlen($key) >= 24) {
            $keys[] = $key;
        }
    }
    return $keys;
}

/** Whether one of the signatures is one of ours. */
function is_genuine(string $id, string $at, string $body, string $signatures): bool
{
    foreach (keys() as $key) {
        $wanted = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$at.$body", $key, true));
        foreach (explode(' ', $signatures) as $given) {
            if (hash_equals($wanted, $given)) {
                return true;
            }
        }
    }
    return false;
}

/** Write a file whole or not at all. */
function write(string $name, string $text): void
{
    $part = FOLDER . "/.$name." . bin2hex(random_bytes(6)) . '.part';
    if (file_put_contents($part, $text) !== strlen($text) || !rename($part, FOLDER . "/$name")) {
        @unlink($part);
        answer(500, ['error' => 'the item could not be written']);
    }
}

/** What readers see of one item; the HTML is made by the show and comes with a good signature. */
function page_of(array $data): string
{
    return (string) $data['html'] . "\n";
}

/** Write the list of all items anew, newest first. */
function write_list(): void
{
    $items = [];
    foreach (glob(FOLDER . '/*.json') ?: [] as $file) {
        $data = json_decode((string) file_get_contents($file), true);
        $items[basename($file, '.json')] = is_array($data) ? $data : [];
    }
    uasort($items, fn ($one, $other) =>
        strtotime((string) ($other['published_at'] ?? '')) <=> strtotime((string) ($one['published_at'] ?? '')));
    $rows = '';
    foreach ($items as $name => $data) {
        $title = htmlspecialchars((string) ($data['title'] ?? $name), ENT_QUOTES | ENT_HTML5, 'UTF-8');
        $rows .= '<li><a href="' . rawurlencode((string) $name) . '.html">' . $title . "</a></li>\n";
    }
    write('list.html', "<ul>\n$rows</ul>\n");
}

if (($_SERVER['REQUEST_METHOD'] ?? '') !== 'POST') {
    header('Allow: POST');
    answer(405, ['error' => 'only POST']);
}
$body = (string) file_get_contents('php://input', false, null, 0, LARGEST_BYTES + 1);
$id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
$at = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
if (strlen($body) > LARGEST_BYTES) {
    answer(413, ['error' => 'too long']);
}
if (!is_genuine($id, $at, $body, $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '')) {
    answer(401, ['error' => 'the signature is not ours']);
}
if (!ctype_digit($at) || abs(time() - (int) $at) > TOLERANCE_S) {
    answer(401, ['error' => 'the message is too old, or a clock is wrong']);
}
$message = json_decode($body, true);
$data = is_array($message) ? ($message['data'] ?? null) : null;
if (!is_array($data) || !is_string($data['item'] ?? null)) {
    answer(422, ['error' => 'no item in it']);
}
$slug = preg_replace('/[^a-z0-9-]+/', '-', strtolower($data['item']));
if (!is_dir(FOLDER) && !@mkdir(FOLDER, 0755, true) && !is_dir(FOLDER)) {
    answer(500, ['error' => 'the folder can not be made']);
}
$lock = fopen(FOLDER . '/.lock', 'c');
if (!$lock || !flock($lock, LOCK_EX)) {
    answer(503, ['error' => 'busy']);
}
$last = FOLDER . "/.last-$slug"; // the message that this item stands at: its moment and its id
[$last_at, $last_id] = explode(' ', (string) @file_get_contents($last) . ' ');
if ($last_id !== $id && (int) $at >= (int) $last_at) { // neither again nor overtaken
    if (($message['type'] ?? '') === 'news.deleted') {
        @unlink(FOLDER . "/$slug.html");
        @unlink(FOLDER . "/$slug.json");
    } else {
        write("$slug.html", page_of($data));
        write("$slug.json", (string) json_encode($data, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE));
    }
    write_list();
    write(basename($last), "$at $id");
}
answer(200, ADDRESS === '' ? ['taken' => true] : ['url' => ADDRESS . "/$slug.html"]);

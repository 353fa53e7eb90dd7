// node waveform.mjs FILE.dat FILE.json: what BBC's own reader (npm waveform-data) makes of both.
import { readFileSync } from "node:fs";
import WaveformData from "waveform-data";

const [binary, json] = process.argv.slice(2);
const bytes = readFileSync(binary);
const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const both = [WaveformData.create(buffer), WaveformData.create(JSON.parse(readFileSync(json, "utf8")))];
console.log(JSON.stringify(both.map((one) => ({
  duration: one.duration,
  channels: one.channels,
  length: one.length,
  max: Math.max(...one.channel(0).max_array()),
}))));

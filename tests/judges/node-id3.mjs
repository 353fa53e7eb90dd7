// Prints the chapters that node-id3 finds in the MP3 whose file is the first argument, in its order.
import NodeID3 from "node-id3";

const { chapter = [] } = NodeID3.read(process.argv[2]);
console.log(JSON.stringify(chapter.map((one) => [one.startTimeMs, one.tags.title])));

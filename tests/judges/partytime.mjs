// Prints what podcast-partytime understands of the feed whose file is the first argument.
import { readFileSync } from "node:fs";
import partytime from "podcast-partytime";

const feed = partytime.parseFeed(readFileSync(process.argv[2], "utf-8"), { allowMissingGuid: false });
console.log(JSON.stringify(feed));

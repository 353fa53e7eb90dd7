// Prints what four readers understand of the feeds in a folder: feed.xml, feed.json, podcasts.opml.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseFeed } from "@rowanmanning/feed-parser";
import { parseJsonFeed, parseOpml, parseRssFeed } from "feedsmith";
import RssParser from "rss-parser";

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name), "utf-8");

console.log(
  JSON.stringify({
    feedsmith: {
      rss: parseRssFeed(read("feed.xml")),
      json: parseJsonFeed(read("feed.json")),
      opml: parseOpml(read("podcasts.opml")),
    },
    rowanmanning: parseFeed(read("feed.xml")).toJSON(),
    rssParser: await new RssParser().parseString(read("feed.xml")),
  }),
);

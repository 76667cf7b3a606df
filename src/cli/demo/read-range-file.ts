import { readFile } from "node:fs/promises";
import { systemCode } from "../system-code.ts";
import { type RangeReading, readRange } from "./range-file.ts";

/** Reads a range file; what is wrong in it, or with it, begins with its path. */
export async function readRangeFile(file: string): Promise<RangeReading> {
  try {
    const reading = readRange(await readFile(file, "utf8"));
    return reading.is === "read"
      ? reading
      : { is: "faulty", faults: reading.faults.map((fault) => `${file}: ${fault}`) };
  } catch (error) {
    return { is: "faulty", faults: [`${file}: cannot be read (${systemCode(error)})`] };
  }
}

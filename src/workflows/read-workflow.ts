import { convertJobs } from "@actions/workflow-parser/model/converter/jobs";
import {
  TemplateContext,
  TemplateValidationErrors,
} from "@actions/workflow-parser/templates/template-context";
import { readTemplate } from "@actions/workflow-parser/templates/template-reader";
import { NoOperationTraceWriter } from "@actions/workflow-parser/templates/trace-writer";
import { WORKFLOW_ROOT } from "@actions/workflow-parser/workflows/workflow-constants";
import { YamlObjectReader } from "@actions/workflow-parser/workflows/yaml-object-reader";
import { parseDocument } from "yaml";
import { githubSchema } from "./github-schema.ts";

/** A file of `.github/workflows`, as GitHub's own parser takes it. */
export type WorkflowReading = { readonly path: string } & (
  | { readonly is: "read"; readonly value: unknown }
  | { readonly is: "faulty"; readonly faults: readonly [WorkflowFault, ...WorkflowFault[]] }
);

/** Where it is, from 1, and what is wrong there in the parser's words, without a stop. */
export type WorkflowFault = { readonly line?: number; readonly column?: number; readonly says: string };

/** Reads a workflow file: its value, or everything that GitHub would refuse it for. Never throws. */
export function readWorkflow(path: string, text: string): WorkflowReading {
  const errors = new TemplateValidationErrors();
  const context = new TemplateContext(errors, githubSchema(), new NoOperationTraceWriter());
  const id = context.getFileId(path);
  try {
    // Refuses a file whose aliases multiply, which GitHub's parser follows to the end.
    const value: unknown = parseDocument(text).toJS();
    const [first, ...more] = faultsIn(text, context, id);
    return first === undefined
      ? { path, is: "read", value }
      : { path, is: "faulty", faults: [first, ...more] };
  } catch (error) {
    return { path, is: "faulty", faults: [fault(error instanceof Error ? error.message : String(error))] };
  }
}

function faultsIn(text: string, context: TemplateContext, id: number): readonly WorkflowFault[] {
  const reader = new YamlObjectReader(id, text);
  if (reader.errors.length > 0) {
    return reader.errors.map(({ message, range }) => fault(message.split("\n")[0] ?? "", range?.start));
  }
  const root = readTemplate(context, WORKFLOW_ROOT, reader, id);
  if (context.errors.count === 0 && root !== undefined) {
    // Needs that lead nowhere or in a circle are found here.
    const jobs = [...root.assertMapping("workflow")].find(({ key }) => key.toString() === "jobs");
    if (jobs !== undefined) {
      convertJobs(context, jobs.value);
    }
  }
  return context.errors.getErrors().map(({ rawMessage, range }) => fault(rawMessage, range?.start));
}

type Position = { readonly line: number; readonly column: number };

function fault(message: string, at?: Position): WorkflowFault {
  const says = message.replace(/ at line \d+, column \d+:?$/, "").replace(/[.:]$/, "");
  return at === undefined ? { says } : { line: at.line, column: at.column, says };
}

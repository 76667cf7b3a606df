// Prunes GitHub's GraphQL schema to the types and fields listed in used.json and what their arguments need.
import { buildSchema, getNamedType, isSpecifiedScalarType, Kind, parse, print, visit } from "graphql";

/** The SDL of `sdl` pruned to `used` (type → fields); throws on a type or field GitHub does not publish. */
export function cutGraphql(sdl, used) {
  // The published file repeats fields, which strict building refuses.
  const schema = buildSchema(sdl, { assumeValidSDL: true });
  const inputs = reachableInputs(schema, used);
  const keep = (name) => name in used || inputs.has(name);
  const definitions = parse(sdl)
    .definitions.filter((node) => node.kind.endsWith("TypeDefinition") && keep(node.name.value))
    .map((node) => prune(node, used, keep));
  return `${definitions.map((node) => print(node)).join("\n\n")}\n`;
}

/** Names of the scalars, enums and input types which the kept fields and their arguments mention. */
function reachableInputs(schema, used) {
  const names = new Set();
  const open = Object.entries(used).flatMap(([type, fields]) => mentioned(schema, type, fields, used));
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (names.has(type.name) || type.name in used || isSpecifiedScalarType(type)) continue;
    names.add(type.name);
    if (type.astNode.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      open.push(...Object.values(type.getFields()).map((field) => getNamedType(field.type)));
    }
  }
  return names;
}

function mentioned(schema, typeName, fieldNames, used) {
  const type = schema.getType(typeName);
  if (type === undefined) throw new Error(`used.json: GitHub publishes no GraphQL type ${typeName}`);
  return fieldNames.flatMap((name) => {
    const field = type.getFields()[name];
    if (field === undefined)
      throw new Error(`used.json: GitHub publishes no GraphQL field ${typeName}.${name}`);
    const given = getNamedType(field.type);
    const composite = "getFields" in given || "getTypes" in given;
    if (composite && !(given.name in used)) {
      throw new Error(`used.json: ${typeName}.${name} gives ${given.name}, which is not listed`);
    }
    return [given, ...field.args.map((argument) => getNamedType(argument.type))];
  });
}

function prune(node, used, keep) {
  const fields = used[node.name.value];
  const seen = new Set();
  const wanted = (field) =>
    !fields ||
    (fields.includes(field.name.value) && !seen.has(field.name.value) && seen.add(field.name.value));
  const slim = {
    ...node,
    directives: [],
    ...(node.fields ? { fields: node.fields.filter(wanted) } : {}),
    ...(node.interfaces
      ? { interfaces: node.interfaces.filter((name) => implemented(name.name.value, fields, used)) }
      : {}),
    ...(node.kind === Kind.UNION_TYPE_DEFINITION
      ? { types: node.types.filter((type) => keep(type.name.value)) }
      : {}),
  };
  return visit(slim, {
    enter: (inner) => ("description" in inner ? { ...inner, description: undefined } : undefined),
  });
}

/** An interface stays only where the pruned type still has all of the pruned interface's fields. */
function implemented(name, fields, used) {
  return name in used && used[name].every((field) => fields?.includes(field));
}

import { z } from "zod";
import { controlRefusal } from "./controlAnswers.js";
import { CONTROL_ERROR_STATUS } from "./controlError.js";
import type { ControlRefusalCode } from "./controlError.js";
import type { AnyControlRoute } from "./controlRoute.js";
import { controlTable } from "./controlTable.js";

type Json = Readonly<Record<string, unknown>>;

const tags: Readonly<Record<keyof typeof controlTable, string>> = {
  contacts: "Chats as a whole",
  participants: "Who takes part",
  chat: "What happens in one chat",
  faults: "What goes wrong",
  traffic: "What passes on the wire",
  ccp: "Agents on amazon-connect-streams",
  world: "The world, out and in",
  emulator: "The emulator as a whole",
};

const refusals: Readonly<Record<ControlRefusalCode, string>> = {
  InvalidRequest: "The request cannot be read, or the service would refuse it; the message names the member.",
  Forbidden: "The web page that asks, or the name of the emulator that it asks by, is not allowed.",
  NotFound: "There is no such thing.",
  Conflict: "It is past that, or there is no room for it.",
  Unavailable: "Done, but it could not be kept on disk. Ask again when that works.",
};
const refusalCodes = Object.keys(refusals) as readonly ControlRefusalCode[];

/** Schemas of OpenAPI 3.1, which are JSON Schema; those with an id go to `components`. */
function createSchemas() {
  const named: Record<string, unknown> = {};
  return {
    named,
    schemaOf(type: z.ZodType): Json {
      const { $defs, ...schema } = z.toJSONSchema(type, {
        io: "input",
        override({ jsonSchema }) {
          // What every number of JavaScript is limited to says nothing about this one.
          if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
        },
      });
      const parts = { schema: { ...schema, $schema: undefined }, $defs };
      const moved = JSON.stringify(parts).replaceAll('"#/$defs/', '"#/components/schemas/');
      const parsed = JSON.parse(moved) as { readonly schema: Json; readonly $defs?: Json };
      Object.assign(named, parsed.$defs);
      return parsed.schema;
    },
  };
}

const jsonOf = (schema: Json) => ({ "application/json": { schema } });

/** The members of a query. */
const queryParameters = ({ properties, required = [] }: Json): readonly Json[] =>
  Object.entries(properties as Json).map(([name, schema]) => ({
    name,
    in: "query",
    required: (required as readonly string[]).includes(name),
    schema,
  }));

/** The operation of a route, in OpenAPI's words. */
function describeRoute(
  { key, name, summary, body, answer, contentType, refuses = [] }: AnyControlRoute,
  tag: string,
  schemaOf: (type: z.ZodType) => Json,
): Json {
  const parameters = [...key.matchAll(/\{(\w+)\}/g)].map(([, member]) => ({
    name: member,
    in: "path",
    required: true,
    schema: { type: "string", minLength: 1 },
  }));
  const isGet = key.startsWith("GET ");
  const query = isGet && body ? queryParameters(schemaOf(body)) : [];
  const answers = answer ? schemaOf(answer) : { type: "object" };
  const codes = refusalCodes.filter(
    (code) =>
      code === "Forbidden" ||
      refuses.includes(code) ||
      (code === "InvalidRequest" && body) ||
      (code === "Unavailable" && !isGet),
  );
  return {
    // `ccp.setState` is no name in every language.
    operationId: name.replace(/\.(\w)/, (_, letter: string) => letter.toUpperCase()),
    summary,
    tags: [tag],
    ...(parameters.length + query.length > 0 && { parameters: [...parameters, ...query] }),
    ...(!isGet &&
      body && {
        requestBody: { required: !body.safeParse({}).success, content: jsonOf(schemaOf(body)) },
      }),
    responses: {
      200: {
        description: "Done.",
        content: contentType ? { [contentType]: { schema: answers } } : jsonOf(answers),
      },
      ...Object.fromEntries(
        codes.map((code) => [CONTROL_ERROR_STATUS[code], { $ref: `#/components/responses/${code}` }]),
      ),
    },
  };
}

/**
 * The control API as an OpenAPI 3.1 document.
 * @param origin - where the emulator is reached: scheme, host and port
 */
export function describeControl(origin: string): Json {
  const { named, schemaOf } = createSchemas();
  const paths: Record<string, Record<string, Json>> = {};
  for (const [tag, routes] of Object.entries(controlTable))
    for (const route of routes) {
      const [method = "", path = ""] = route.key.split(" ");
      paths[path] = { ...paths[path], [method.toLowerCase()]: describeRoute(route, tag, schemaOf) };
    }
  const refusal = jsonOf(schemaOf(controlRefusal));
  return {
    openapi: "3.1.0",
    info: {
      title: "Control API of the Amazon Connect chat emulator",
      description:
        "The other side of the desk: everything that in Amazon Connect is not the participant service.",
      version: "1.0.0",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${origin}/control` }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: named,
      responses: Object.fromEntries(
        refusalCodes.map((code) => [code, { description: refusals[code], content: refusal }]),
      ),
    },
  };
}

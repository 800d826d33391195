import { IllegalArgumentError } from "../../errors.js";
import { isObject } from "../../lib/isObject.js";

/** What an instance takes. */
export interface FileRules {
  /** Of one file. @defaultValue 20971520: 20 MB, Amazon Connect's own default; instances may set 1 to 100 MB */
  readonly maxBytes: number;
  /** Of all participants, in one conversation. @defaultValue 35 */
  readonly maxFiles: number;
  /** In UTF-16 code units. @defaultValue 256 */
  readonly maxNameLength: number;
  /**
   * The content types by the extensions that files of them have, which begin with a dot. The first is given to a file that the
   * browser knows no type of. @defaultValue those of Amazon Connect
   */
  readonly types: Readonly<Record<string, readonly string[]>>;
}

const office = "application/vnd.openxmlformats-officedocument";
const JPEG = ["image/jpeg"];

/**
 * The rules of an instance whose settings nobody has changed.
 * @see https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
 * @see https://docs.aws.amazon.com/connect/latest/APIReference/API_connect-participant_StartAttachmentUpload.html
 */
export const CONNECT_FILE_RULES: FileRules = {
  maxBytes: 20 * 1024 * 1024,
  maxFiles: 35,
  maxNameLength: 256,
  types: {
    ".csv": ["text/csv"],
    ".doc": ["application/msword"],
    ".docx": [`${office}.wordprocessingml.document`],
    ".heic": ["image/heic"],
    ".jfif": JPEG,
    ".jpeg": JPEG,
    ".jpg": JPEG,
    ".mov": ["video/quicktime"],
    ".mp4": ["video/mp4"],
    ".pdf": ["application/pdf"],
    ".png": ["image/png"],
    ".ppt": ["application/vnd.ms-powerpoint"],
    ".pptx": [`${office}.presentationml.presentation`],
    ".rtf": ["application/rtf", "text/rtf", "text/richtext", "application/x-rtf"],
    ".txt": ["text/plain"],
    ".wav": ["audio/wav", "audio/x-wav", "audio/vnd.wave"],
    ".xls": ["application/vnd.ms-excel"],
    ".xlsx": [`${office}.spreadsheetml.sheet`],
  },
};

const isTypes = (types: unknown): boolean =>
  isObject(types) &&
  Object.entries(types).every(
    ([extension, contentTypes]) =>
      /^\.[^.]+$/.test(extension) &&
      Array.isArray(contentTypes) &&
      contentTypes.length > 0 &&
      contentTypes.every((type) => typeof type === "string" && type !== ""),
  );

/** @throws IllegalArgumentError for a limit that is none */
export function readFileRules(given: Partial<FileRules>): FileRules {
  const known = Object.entries(given).filter(
    ([name, value]: [string, unknown]) => Object.hasOwn(CONNECT_FILE_RULES, name) && value !== undefined,
  );
  const rules: FileRules = { ...CONNECT_FILE_RULES, ...Object.fromEntries(known) };
  for (const name of ["maxBytes", "maxFiles", "maxNameLength"] as const)
    if (!(rules[name] > 0))
      throw new IllegalArgumentError(`unable to check files; ${name} must be a number above 0`, given[name]);
  if (!isTypes(rules.types))
    throw new IllegalArgumentError(
      'unable to check files; types must be lists of content types by extension, such as { ".png": ["image/png"] }',
      given.types,
    );
  return rules;
}

/** The content types that may be sent. */
export const allowedTypes = ({ types }: FileRules): readonly string[] => [
  ...new Set(
    Object.values(types)
      .flat()
      .map((type) => type.toLowerCase()),
  ),
];

/**
 * What `accept` of an `<input type="file">` says for these rules: extensions too, as browsers do not know all types.
 * @param rules @defaultValue those of Amazon Connect
 */
export const acceptOf = (rules: FileRules = CONNECT_FILE_RULES): string =>
  [...Object.keys(rules.types), ...allowedTypes(rules)].join();

/** What is known of a file before it is checked: pickers of devices may leave anything out. */
export interface DescribedFile {
  readonly name?: string | null | undefined;
  /** MIME type; empty where the browser knows none. */
  readonly type?: string | null | undefined;
  /** In bytes. */
  readonly size?: number | null | undefined;
}

/** The content type of a file; where the browser knows none, that of its extension. */
export function contentTypeOf({ name: given, type }: DescribedFile, { types }: FileRules): string {
  const name = given ?? "";
  const extension = name.slice(name.lastIndexOf(".")).toLowerCase();
  return type || (Object.hasOwn(types, extension) && types[extension]?.[0]) || "";
}

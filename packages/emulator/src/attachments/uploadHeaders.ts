const longestValue = 256;

const quoted = (name: string) => `"${name.replace(/["\\]/g, "\\$&")}"`;

/** A header holds ASCII only: other letters go into the form that browsers decode. */
function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, "_");
  const plain = `attachment; filename=${quoted(ascii)}`;
  if (ascii === name) return plain.length <= longestValue ? plain : "attachment";
  const encoded = encodeURIComponent(name.replace(/\p{Surrogate}/gu, "_")).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
  const whole = `${plain}; filename*=UTF-8''${encoded}`;
  return [whole, plain].find(({ length }) => length <= longestValue) ?? "attachment";
}

/** The headers that the client has to send with its upload. */
export const uploadHeaders = (given: {
  readonly contactId: string;
  readonly initialContactId: string;
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}): Readonly<Record<string, string>> => ({
  "Content-Type": given.contentType,
  "Content-Length": String(given.sizeBytes),
  "Content-Disposition": contentDisposition(given.name),
  "x-amz-acl": "bucket-owner-full-control",
  "x-amz-meta-account_id": "111122223333",
  "x-amz-meta-organization_id": "9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d",
  "x-amz-meta-contact_id": given.contactId,
  "x-amz-meta-initial_contact_id": given.initialContactId,
});

/** A text by itself: V8 keeps all of a text in memory as long as there is a part of it. */
export function alone(part: string): string {
  return Buffer.from(part).toString();
}

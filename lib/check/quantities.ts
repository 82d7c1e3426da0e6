import { Quantity } from '../values/quantity.ts';

/** Amounts come again and again: the same few texts stand in every container. */
const known = new Map<string, Quantity | undefined>();
const MOST_AMOUNTS = 10_000;

/** A quantity, or nothing where the text is none: another rule tells of that. */
export function quantityOf(text: string | undefined): Quantity | undefined {
  if (text === undefined) return undefined;
  const found = known.get(text);
  if (found !== undefined || known.has(text)) return found;
  const read = parsed(text);
  if (known.size < MOST_AMOUNTS) known.set(text, read);
  return read;
}

function parsed(text: string): Quantity | undefined {
  try {
    return Quantity.parse(text);
  } catch {
    return undefined;
  }
}

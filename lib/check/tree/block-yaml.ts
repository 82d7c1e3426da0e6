import { BlockScalars } from '../../manifest/block-scalars.ts';
import { readBlock } from '../../manifest/block-yaml.ts';
import { TREE_SCHEMA } from './schema.ts';

const SCALARS = new BlockScalars(TREE_SCHEMA);

/** A document in the plain block style, read as Kubernetes reads it; `undefined` for every other, which is left to js-yaml. */
export function readBlockYaml(text: string): { readonly value: unknown } | undefined {
  return readBlock(text, SCALARS);
}

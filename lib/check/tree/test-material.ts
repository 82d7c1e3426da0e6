import { parentFolder } from '../folder.ts';
import { fields, fieldsAt, itemsAt, text, textAt } from '../read.ts';
import { resolved, type Draft } from './drafts.ts';

/** What Chainsaw does with files on its cluster. */
const OPERATIONS = ['apply', 'create', 'update', 'patch', 'delete', 'assert', 'error'];
/** Lists of `kyverno test` with objects to try policies on, and what each result names. */
const TRIED = ['resources', 'resource', 'targetResources', 'targetResource'];
const EXPECTED = ['patchedResources', 'patchedResource', 'generatedResource', 'cloneSourceResource'];

/**
 * Files with which tests of policies and operators try them: pods that are to be refused, parts of objects that are expected. Only those
 * beside the test or below it: what it names elsewhere is the thing that is tested.
 */
export function testMaterial(drafts: readonly Draft[]): readonly string[] {
  return drafts.flatMap(({ file, value }) => {
    const folder = parentFolder(file);
    return namedBy(file, value).flatMap((each) => {
      const found = resolved(folder, each);
      return found !== undefined && (folder === '.' || found.startsWith(`${folder}/`)) ? [found] : [];
    });
  });
}

/** @see https://kyverno.io/docs/kyverno-cli/reference/kyverno_test/ @see https://kyverno.github.io/chainsaw/latest/operations/ */
function namedBy(file: string, value: unknown): readonly string[] {
  const { apiVersion, kind } = fields(value);
  const group = text(apiVersion) ?? '';
  if (kind === 'Test' && group.startsWith('chainsaw.kyverno.io/')) {
    return itemsAt(value, 'spec.steps').flatMap((step) => [
      ...['try', 'catch', 'finally', 'cleanup']
        .flatMap((part) => itemsAt(step, part))
        .flatMap((each) => OPERATIONS.flatMap((operation) => textAt(fieldsAt(each, operation), 'file') ?? [])),
      // A step that others share is given its files.
      ...itemsAt(step, 'use.with.bindings').flatMap((each) => textAt(each, 'value') ?? []),
    ]);
  }
  // Earlier the file had neither version nor kind.
  const isOld = group === '' && /(?:^|\/)kyverno-test\.ya?ml$/.test(file);
  if (!isOld && !(kind === 'Test' && group.startsWith('cli.kyverno.io/'))) return [];
  const results = itemsAt(value, 'results').flatMap((each) => [
    ...EXPECTED.flatMap((name) => listed(each, name)),
    ...itemsAt(each, 'generatedResources').flatMap((one) => text(one) ?? []),
  ]);
  return [...TRIED.flatMap((name) => listed(value, name)), ...results];
}

/** A text, or a list of texts. */
function listed(value: unknown, name: string): readonly string[] {
  const one = textAt(value, name);
  return one === undefined ? itemsAt(value, name).flatMap((each) => text(each) ?? []) : [one];
}

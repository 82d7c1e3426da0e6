import { fields, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';

const MISSING = ['missingkey=default', 'missingkey=invalid', 'missingkey=zero', 'missingkey=error'];

export const applicationsetGenerators = defineRule({
  id: 'applicationset-generators',
  severity: 'error',
  kinds: ['argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'Generators of an ApplicationSet are combined as the controller can: a matrix of two, a merge by keys that each gives.',
  source:
    'https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Matrix/; https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators-Merge/',
  *check({ object }) {
    for (const [index, raw] of itemsAt(object, 'spec.goTemplateOptions').entries()) {
      const option = text(raw) ?? '';
      if (MISSING.includes(option)) continue;
      yield {
        path: `spec.goTemplateOptions[${index}]`,
        message: `the templates of Go have no option ${option}`,
        why: 'Each template fails ("unrecognized option"): the controller makes no Application, and changes none.',
        fix: `Write ${MISSING[3] ?? ''}.`,
      };
    }
    yield* combined(itemsAt(object, 'spec.generators'), 'spec.generators');
  },
});

const why = 'The controller refuses the set, says so in its conditions, and makes or changes no Application.';

function* combined(generators: readonly unknown[], path: string): Iterable<Issue> {
  for (const [index, raw] of generators.entries()) {
    const generator = fields(raw);
    for (const kind of ['matrix', 'merge'] as const) {
      if (!(kind in generator)) continue;
      const inner = itemsAt(generator, `${kind}.generators`);
      const place = `${path}[${index}].${kind}`;
      if (kind === 'matrix' && inner.length !== 2 && inner.length > 0) {
        yield {
          path: `${place}.generators`,
          message: `the matrix has ${inner.length} generators, and takes exactly two`,
          why,
          fix:
            inner.length > 2
              ? 'Put a matrix of two of them into a matrix with the third.'
              : 'Add the second, or write the one without a matrix.',
        };
      }
      if (kind === 'merge' && inner.length === 1) {
        const fix = 'Add the one that is laid over it, or write the one without a merge.';
        yield { path: `${place}.generators`, message: 'the merge has one generator, and needs two', why, fix };
      }
      yield* kind === 'merge' ? keys(generator, inner, place) : [];
      yield* combined(inner, `${place}.generators`);
    }
    const git = fields(generator['git']);
    if ('files' in git && 'directories' in git) {
      yield {
        path: `${path}[${index}].git`,
        message: 'the generator looks for files and for directories',
        why,
        fix: 'Make two generators of it.',
      };
    }
  }
}

/** Every element of the first list needs each key; a nested one is known by no other way. */
function* keys(generator: unknown, inner: readonly unknown[], path: string): Iterable<Issue> {
  for (const raw of itemsAt(generator, 'merge.mergeKeys')) {
    const key = text(raw) ?? '';
    const lists = inner.map((each) => itemsAt(each, 'list.elements'));
    const without = lists.findIndex((elements) => elements.length > 0 && elements.some((each) => textAt(each, key) === undefined));
    if (key.includes('.') || without === -1) continue;
    yield {
      path: `${path}.mergeKeys`,
      message: `an element of the list of generator ${without + 1} has no ${key}, by which it is to be merged`,
      why,
      fix: `Add ${key} to every element, or merge by a key that all have.`,
    };
    return;
  }
}

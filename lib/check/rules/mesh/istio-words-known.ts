import { nearest } from '../../../values/nearest.ts';
import { belongsToPods, ISTIO_WORDS, isUnknownWord } from '../../mesh/words.ts';
import { POD_KINDS } from '../../pods.ts';
import { at, fieldsAt, join } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const istioWordsKnown = defineRule({
  id: 'istio-words-known',
  severity: 'warning',
  kinds: [...POD_KINDS, 'v1/Service', 'v1/Namespace'],
  asks: "Istio's annotations and labels are spelt as Istio reads them, and stand on the pods.",
  source:
    'https://istio.io/latest/docs/reference/config/annotations/; https://istio.io/latest/docs/reference/config/analysis/ist0108/; https://istio.io/latest/docs/reference/config/analysis/ist0107/',
  *check(manifest, world) {
    const { object } = manifest;
    const pod = world.podTemplate(manifest);
    const roots = ['metadata', ...(pod === undefined || pod.path === '' ? [] : [`${pod.path}.metadata`])];
    for (const root of roots) {
      for (const list of ['annotations', 'labels']) {
        for (const [word, value] of Object.entries(fieldsAt(object, `${root}.${list}`))) {
          const path = join(`${root}.${list}`, word);
          if (isUnknownWord(word)) {
            const near = nearest(word, ISTIO_WORDS);
            yield {
              path,
              message: `Istio knows no ${list === 'labels' ? 'label' : 'annotation'} ${word}`,
              why: 'Istio passes over words that it does not know: the sidecar is made as if nothing had been written.',
              fix: near === undefined ? 'Write one of the names on the page of annotations, or remove it.' : `Did you mean "${near}"?`,
            };
            continue;
          }
          // On the workload itself the word reaches no pod.
          if (pod === undefined || root !== 'metadata' || roots.length === 1 || !belongsToPods(word)) continue;
          if (at(object, `${pod.path}.metadata.annotations`) !== undefined && word in fieldsAt(object, `${pod.path}.metadata.annotations`))
            continue;
          if (word in fieldsAt(object, `${pod.path}.metadata.labels`)) continue;
          yield {
            path,
            message: `${word}: ${String(value)} stands on the ${object.kind}, not on its pods`,
            why: 'The injector looks at pods alone: the sidecar is made as if nothing had been written.',
            fix: `Move it to ${pod.path}.metadata.${list}.`,
          };
        }
      }
    }
  },
});

import { documentKind } from '../../document.ts';
import { at, itemsAt, numberAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Files that are read for a delivery although they say no kind. */
const USED = /(?:^|\/)(?:kustomization\.ya?ml|Kustomization|Chart\.ya?ml)$|values[^/]*\.ya?ml$|\/workflows\/[^/]+$/;

export const yamlParses = defineRule({
  id: 'yaml-parses',
  severity: 'error',
  kinds: [documentKind('Unreadable')],
  asks: 'Every YAML and JSON file can be read.',
  source: 'https://yaml.org/spec/1.1/; https://pkg.go.dev/sigs.k8s.io/yaml',
  *check({ object }) {
    for (const problem of itemsAt(object, 'problems')) {
      // Data of a program (a JSON object a line, JSON with comments) is no manifest that somebody failed to write.
      if (/\.json[lc5]?$/i.test(object.metadata.name) && at(problem, 'ofKubernetes') !== true) continue;
      yield {
        path: `line ${numberAt(problem, 'line') ?? 1}`,
        severity: at(problem, 'ofKubernetes') === true || USED.test(object.metadata.name) ? 'error' : 'warning',
        message: textAt(problem, 'message') ?? 'it cannot be read',
        why: 'Whoever reads the file stops there: Argo CD and kubectl apply nothing of it, and Argo CD nothing else of its folder either.',
        fix: textAt(problem, 'fix') ?? 'Correct the YAML.',
      };
    }
  },
});

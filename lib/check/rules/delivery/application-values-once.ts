import { sourcesOf } from '../../delivery/sources.ts';
import { installerOf } from '../../installers.ts';
import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const applicationValuesOnce = defineRule({
  id: 'application-values-once',
  severity: 'warning',
  kinds: ['argoproj.io/v1alpha1/Application', 'argoproj.io/v1alpha1/ApplicationSet'],
  asks: 'A source of an Application writes its values in one form: values or valuesObject.',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#values',
  *check(manifest) {
    const installer = installerOf(manifest);
    for (const { fields, path } of installer === undefined ? [] : sourcesOf(installer)) {
      const [object, values] = [at(fields, 'helm.valuesObject'), textAt(fields, 'helm.values')];
      if (typeof object !== 'object' || object === null || values === undefined || values.trim() === '') continue;
      yield {
        path: `${path}.helm.values`,
        message: 'the source has values and valuesObject, and Argo CD reads valuesObject only',
        why: 'What stands in values has no effect, and nothing says so.',
        fix: 'Move all of it into valuesObject.',
      };
    }
  },
});

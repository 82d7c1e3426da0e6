import { fieldsAt, join, text, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** A value that kubeseal made begins with the length of a key of 2048 or 4096 bits, which stands before what it hides. */
const SEALED = /^A[Qg][A-D]/;
/** What somebody fills in, and what an example leaves out. */
const OPEN = /[{}$<>]|\.\.\.|^$|REPLACE|CHANGE|YOUR|EXAMPLE|xxx/i;
const SCOPES = ['sealedsecrets.bitnami.com/namespace-wide', 'sealedsecrets.bitnami.com/cluster-wide'] as const;

export const sealedSecretOpens = defineRule({
  id: 'sealed-secret-opens',
  severity: 'error',
  kinds: ['bitnami.com/v1alpha1/SealedSecret'],
  asks: 'A SealedSecret holds values that are sealed, and has the name and the namespace for which they were sealed.',
  source:
    'https://github.com/bitnami-labs/sealed-secrets#scopes; https://github.com/bitnami-labs/sealed-secrets#sealedsecrets-as-templates-for-secrets',
  *check({ object }) {
    const { name, namespace } = object.metadata;
    const annotations = { ...fieldsAt(object, 'spec.template.metadata.annotations'), ...object.metadata.annotations };
    const [byNamespace, byCluster] = SCOPES.map((each) => annotations[each] === 'true');
    for (const [what, own, free] of [
      ['name', name, byNamespace === true || byCluster === true],
      ['namespace', namespace, byCluster === true],
    ] as const) {
      const sealed = textAt(object, `spec.template.metadata.${what}`);
      if (sealed === undefined || own === undefined || sealed === own || free || OPEN.test(sealed)) continue;
      yield {
        path: `spec.template.metadata.${what}`,
        severity: 'warning',
        message: `the SealedSecret has the ${what} "${own}", and its template still "${sealed}"`,
        why: `kubeseal writes the same ${what} into both, and only with that one can the values be opened: "no key could decrypt secret", and there is no Secret. One that is opened has the ${what} of the SealedSecret.`,
        fix: `Seal the values again for ${what} "${own}", or go back to "${sealed}".`,
      };
    }
    for (const [key, value] of Object.entries(fieldsAt(object, 'spec.encryptedData'))) {
      const written = text(value) ?? '';
      if (SEALED.test(written) || OPEN.test(written)) continue;
      yield {
        path: join('spec.encryptedData', key),
        message: `the value of ${key} was not sealed by kubeseal`,
        why: 'The controller cannot open it: there is no Secret, and what was to be hidden can be read in Git.',
        fix: 'Seal it with kubeseal --raw, and replace what could be read.',
      };
    }
  },
});

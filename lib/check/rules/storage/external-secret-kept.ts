import { at, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

export const externalSecretKept = defineRule({
  id: 'external-secret-kept',
  severity: 'warning',
  kinds: ['external-secrets.io/v1/ExternalSecret', 'external-secrets.io/v1/ClusterExternalSecret'],
  asks: 'A Secret that an operator fetches stays when its store is gone, and follows it while it is there.',
  source: 'https://external-secrets.io/latest/guides/ownership-deletion-policy/; seed 004, C1 and C3',
  *check({ object }) {
    const base = object.kind === 'ClusterExternalSecret' ? 'spec.externalSecretSpec' : 'spec';
    if (textAt(object, `${base}.target.deletionPolicy`) === 'Delete') {
      yield {
        path: `${base}.target.deletionPolicy`,
        message: 'deletionPolicy is Delete: the Secret goes when the store no longer has all of its values',
        why: 'A path that is renamed, or a policy that is too narrow, takes the password from running programs: they fail at their next start.',
        fix: 'Write Retain, which is the default.',
      };
    }
    const interval = textAt(object, `${base}.refreshInterval`);
    const once = textAt(object, `${base}.refreshPolicy`) === 'CreatedOnce' || at(object, `${base}.refreshPolicy`) === 'OnChange';
    if (interval === undefined || once || !/^0+[a-z]*$/.test(interval)) return;
    yield {
      path: `${base}.refreshInterval`,
      severity: 'info',
      message: `refreshInterval is ${interval}: the Secret is fetched once and never again`,
      why: 'A password that is changed in the store never arrives, until somebody deletes the Secret.',
      fix: 'Write 1h, or say it with refreshPolicy: CreatedOnce.',
    };
  },
});

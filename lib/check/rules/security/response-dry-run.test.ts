import { dump } from 'js-yaml';
import { kube, ruleCases } from '../../testing.ts';
import { responseDryRun } from './response-dry-run.ts';

const terminate = { action: 'Terminate', actionner: 'kubernetes:terminate' };
const rules = (...list: readonly object[]) => kube('v1/ConfigMap', { name: 'talon-rules' }, { data: { 'rules.yaml': dump(list) } });
const shell = (more: object) => ({
  rule: 'Shell in a container',
  match: { rules: ['Terminal shell in container'] },
  actions: [{ action: 'Terminate' }],
  ...more,
});

ruleCases(responseDryRun, {
  accepts: {
    'a dry run': [rules(terminate, shell({ dry_run: 'true' }))],
    'a label, which hurts nobody': [rules(shell({ actions: [{ action: 'Mark', actionner: 'kubernetes:label' }] }))],
    'a response for some pods': [
      rules(terminate, shell({ match: { rules: ['Terminal shell in container'], output_fields: ['k8s.ns.name=lab'] } })),
    ],
  },
  refuses: {
    'a pod that is stopped at once': {
      given: [rules(terminate, shell({}))],
      says: 'the response "Shell in a container" does kubernetes:terminate at once, and is no dry run',
    },
    'a dry run that was switched off': {
      given: [rules(shell({ dry_run: false, actions: [{ action: 'Isolate', actionner: 'kubernetes:networkpolicy' }] }))],
      says: 'the response "Shell in a container" does kubernetes:networkpolicy at once, and is no dry run',
    },
  },
});

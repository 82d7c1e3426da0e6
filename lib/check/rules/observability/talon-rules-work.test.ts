import { chartApplication, configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { talonRulesWork } from './talon-rules-work.ts';

const file = (rules: readonly object[]) => configFile('talon-rules', 'rules.yaml', rules);
const label = { action: 'Mark the pod', actionner: 'kubernetes:label', parameters: { labels: { quarantine: 'true' } } };
const rule = (rest: object) => ({ rule: 'Isolate', match: { rules: ['Terminal shell in container'] }, ...rest });

ruleCases(talonRulesWork, {
  accepts: {
    'a rule with an action of its own': [file([rule({ actions: [label] })])],
    'a rule with all that may be matched': [
      file([
        rule({
          match: { rules: ['Terminal shell in container'], output_fields: ['k8s.ns.name=blog'], tags: ['T1059'], priority: '>=Error' },
          actions: [label],
        }),
      ]),
    ],
    'a rule that names an action': [file([label, rule({ actions: [{ action: 'Mark the pod' }] })])],
    'rules in chart values': [
      chartApplication('falco-talon', 'falco', { config: { rulesOverride: JSON.stringify([rule({ actions: [label] })]) } }),
    ],
  },
  refuses: {
    'fields to match that are a text': {
      given: [file([rule({ match: { rules: ['Terminal shell in container'], output_fields: 'k8s.ns.name=blog' }, actions: [label] })])],
      says: 'Talon rule Isolate: match.output_fields is the text "k8s.ns.name=blog", and must be a list',
    },
    'a text where a list must stand': {
      given: [
        file([
          rule({ actions: [{ action: 'Isolate', actionner: 'kubernetes:networkpolicy', parameters: { allow_cidr: '192.168.1.0/24' } }] }),
        ]),
      ],
      says: 'Talon rule Isolate: allow_cidr of the action "Isolate" is the text "192.168.1.0/24", and must be a list',
    },
    'a parameter in the words of Kubernetes': {
      given: [file([rule({ actions: [{ action: 'End', actionner: 'kubernetes:terminate', parameters: { gracePeriodSeconds: 5 } }] })])],
      says: 'Talon rule Isolate: the action "End" has an unknown parameter gracePeriodSeconds',
    },
    'a rule whose name stands elsewhere, with actions without actionner': {
      given: [
        chartApplication('falco-talon', 'falco', {
          rules: [
            {
              name: 'isolate',
              match: { rules: ['Run shell untrusted'] },
              actions: [{ action: 'kubernetes:label', parameters: { labels: {} } }],
              exceptions: [{ a: 1 }],
            },
          ],
        }),
      ],
      says: [
        'Talon rule isolate has no key "rule", its name stands under "name"',
        'Talon rule isolate has unknown keys: exceptions',
        'Talon rule isolate: the action "kubernetes:label" has no actionner',
      ],
    },
    'a Falco rule under another name': {
      given: [file([rule({ match: { rules: ['Terminal shells in container'] }, actions: [label] })])],
      says: 'Talon rule Isolate waits for the Falco rule "Terminal shells in container", which neither this tree nor Falco has',
      fix: 'Did you mean "Terminal shell in container"?',
    },
    'an actionner that does not exist': {
      given: [file([rule({ actions: [{ ...label, actionner: 'kubernetes:labelize' }] })])],
      says: 'Talon rule Isolate: there is no actionner "kubernetes:labelize"',
      fix: 'Did you mean "kubernetes:label"?',
    },
    'a parameter that does not exist': {
      given: [file([rule({ actions: [{ action: 'Cut off', actionner: 'kubernetes:networkpolicy', parameters: { allow_dns: true } }] })])],
      says: 'Talon rule Isolate: the action "Cut off" has an unknown parameter allow_dns',
    },
  },
});

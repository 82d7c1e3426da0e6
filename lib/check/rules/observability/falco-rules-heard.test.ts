import { dump } from 'js-yaml';
import { kube, ruleCases } from '../../testing.ts';
import { falcoRulesHeard } from './falco-rules-heard.ts';

const rule = (more: object) => ({
  rule: 'Shell from Java',
  desc: 'x',
  condition: 'spawned_process',
  output: 'x',
  priority: 'WARNING',
  ...more,
});
const falco = (values: object, rules: readonly object[] = [rule({})]) =>
  kube(
    'argoproj.io/v1alpha1/Application',
    { name: 'falco', namespace: 'argocd' },
    {
      spec: {
        source: {
          repoURL: 'https://falcosecurity.github.io/charts',
          chart: 'falco',
          targetRevision: '4.21.2',
          helm: { valuesObject: { customRules: { 'own.yaml': dump(rules) }, ...values } },
        },
        destination: { namespace: 'falco' },
      },
    },
  );

ruleCases(falcoRulesHeard, {
  accepts: {
    'everything is told': [falco({ falco: { priority: 'debug' } })],
    'worse than the least': [falco({ falco: { priority: 'warning' } })],
    'an output for the worst, with a rule for it': [
      falco({ falcosidekick: { enabled: true, config: { slack: { minimumpriority: 'alert' } } } }, [rule({ priority: 'EMERGENCY' })]),
    ],
    'levels of Falcosidekick': [
      falco({ falcosidekick: { enabled: true, config: { slack: { minimumpriority: 'warning' }, talon: { address: 'x' } } } }),
    ],
    'a stock rule that is switched off': [
      falco({}, [rule({}), { rule: 'Terminal shell in container', enabled: false, override: { enabled: 'replace' } }]),
    ],
  },
  refuses: {
    'an output that no rule reaches': {
      given: [falco({ falcosidekick: { enabled: true, config: { slack: { minimumpriority: 'emergency' } } } })],
      says: 'slack is told of emergency and worse, and no rule has that priority: those of Falco end at critical',
    },
    'milder than the least': {
      given: [falco({ falco: { priority: 'critical' } })],
      says: 'Falco tells of critical and worse, and the rule "Shell from Java" of the tree is milder',
    },
    'half a word': {
      given: [falco({ falcosidekick: { config: { slack: { minimumpriority: 'warn' } } } })],
      says: 'minimumpriority of slack is "warn", which is no level',
      fix: 'Did you mean "warning"?',
    },
    'a rule that is called otherwise': {
      given: [falco({}, [rule({}), { rule: 'Terminal shell in a container', enabled: false }])],
      says: 'it changes the rule "Terminal shell in a container", which neither this tree nor Falco has',
      fix: 'Did you mean "Terminal shell in container"?',
    },
  },
});

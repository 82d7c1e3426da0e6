import { dump } from 'js-yaml';
import { inFile, kube, ruleCases } from '../../testing.ts';
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

const inConfig = (content: unknown) =>
  inFile('security/own-rules.yaml', kube('slipway.dev/v1/Config', { name: 'security/own-rules' }, { content }));
const ownFile = inConfig([rule({ rule: 'Nobody asks' })]);
const copy = inConfig({ customRules: { 'own.yaml': dump([rule({})]) } });

ruleCases(falcoRulesHeard, {
  accepts: {
    'everything is told': [falco({ falco: { priority: 'debug' } })],
    'worse than the least': [falco({ falco: { priority: 'warning' } })],
    'an output for the worst, with a rule for it': [
      falco({ falcosidekick: { enabled: true, config: { slack: { minimumpriority: 'alert' } } } }, [rule({ priority: 'EMERGENCY' })]),
    ],
    'rules in a file that a script hands over, and one beside no Falco': [
      falco({}),
      ownFile,
      kube('slipway.dev/v1/Script', { name: 'up' }, { text: 'helm upgrade falco falcosecurity/falco -f security/own-rules.yaml\n' }),
    ],
    'rules in a file of a tree without Falco': [ownFile],
    'levels of Falcosidekick': [
      falco({ falcosidekick: { enabled: true, config: { slack: { minimumpriority: 'warning' }, talon: { address: 'x' } } } }),
    ],
    'a stock rule that is switched off': [
      falco({}, [rule({}), { rule: 'Terminal shell in container', enabled: false, override: { enabled: 'replace' } }]),
    ],
  },
  refuses: {
    'rules in a file of which nobody speaks': {
      given: [falco({}), ownFile],
      says: 'nothing hands the rules of own-rules.yaml ("Nobody asks") to Falco',
    },
    'rules in a file that is a copy of those of the values': {
      given: [falco({}), copy],
      says: 'the rules of own-rules.yaml also stand in the values of Falco, and nothing loads this file',
    },
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

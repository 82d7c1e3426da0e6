import { refusal } from '../constructs/testing.ts';
import { Duration } from '../values/duration.ts';
import { AlloyConfig, Expression } from './alloy.ts';
import * as alloy from './components.ts';

test('blocks, attributes, lists, expressions and references are written as Alloy reads them', () => {
  const config = new AlloyConfig('agent');
  const store = alloy.lokiWrite(config, 'loki', { url: 'http://loki:3100/loki/api/v1/push' });
  const pods = alloy.discoverPods(config, 'node', { node: Expression.env('HOSTNAME'), namespaces: ['blog', 'argocd'] });
  const named = alloy.relabel(config, 'pods', {
    targets: pods,
    rules: [{ from: ['__meta_kubernetes_pod_name'], regex: '(a|b)\\d+', to: 'pod' }],
  });
  config.set('logging', { attributes: { level: 'info', format: 'logfmt' } });
  alloy.lokiSourceFile(config, 'pods', {
    targets: named,
    to: alloy.lokiProcessCri(config, 'lines', { dropLabels: ['filename'], to: store }),
  });

  const text = config.text();

  expect(text).toBe(
    [
      'logging {',
      '\tlevel  = "info"',
      '\tformat = "logfmt"',
      '}',
      '',
      'loki.write "loki" {',
      '\tendpoint {',
      '\t\turl = "http://loki:3100/loki/api/v1/push"',
      '\t}',
      '}',
      '',
      'discovery.kubernetes "node" {',
      '\trole = "pod"',
      '\tnamespaces {',
      '\t\tnames = ["blog", "argocd"]',
      '\t}',
      '\tselectors {',
      '\t\trole  = "pod"',
      '\t\tfield = "spec.nodeName=" + sys.env("HOSTNAME")',
      '\t}',
      '}',
      '',
      'discovery.relabel "pods" {',
      '\ttargets = discovery.kubernetes.node.targets',
      '\trule {',
      '\t\tsource_labels = ["__meta_kubernetes_pod_name"]',
      '\t\tregex         = "(a|b)\\\\d+"',
      '\t\ttarget_label  = "pod"',
      '\t}',
      '}',
      '',
      'loki.process "lines" {',
      '\tforward_to = [loki.write.loki.receiver]',
      '\tstage.cri { }',
      '\tstage.label_drop {',
      '\t\tvalues = ["filename"]',
      '\t}',
      '}',
      '',
      'loki.source.file "pods" {',
      '\ttargets    = discovery.relabel.pods.output',
      '\tforward_to = [loki.process.lines.receiver]',
      '}',
      '',
    ].join('\n'),
  );
});

test('a text with quotes, backslashes, line ends and other scripts stays one text', () => {
  const config = new AlloyConfig('agent');

  config.set('logging', { attributes: { level: 'a"b\\c\nd\u0001é' } });

  expect(config.text()).toBe('logging {\n\tlevel = "a\\"b\\\\c\\nd\\u0001é"\n}\n');
});

test('logs do not flow into a store of metrics, and nobody takes from a component that is not there', () => {
  const config = new AlloyConfig('agent');
  const metrics = alloy.remoteWrite(config, 'prometheus', { url: 'http://prometheus:9090/api/v1/write' });
  const machine = alloy.unixExporter(config, 'node', { procfs: '/proc', sysfs: '/sys', rootfs: '/', without: [] });

  alloy.scrape(config, 'node', { targets: machine, interval: Duration.seconds(15), to: metrics });
  // @ts-expect-error a receiver of metrics takes no logs
  alloy.lokiSourceFile(config, 'wrong', { targets: machine, to: metrics });
  // @ts-expect-error a name is no reference
  alloy.scrape(config, 'dangling', { targets: machine, interval: Duration.seconds(15), to: 'prometheus.remote_write.other.receiver' });

  expect(config.text()).toContain('forward_to      = [prometheus.remote_write.prometheus.receiver]');
});

test.each<[string, (config: AlloyConfig) => unknown, string]>([
  [
    'a component whose output nobody takes',
    (config) => {
      alloy.lokiWrite(config, 'loki', { url: 'http://loki' });
      return config.text();
    },
    'agent: nobody takes what loki.write.loki offers, it would be lost. Lead it somewhere, or remove the component.',
  ],
  [
    'a reference into another configuration',
    (config) => {
      const to = alloy.lokiWrite(new AlloyConfig('other'), 'loki', { url: 'http://loki' });
      alloy.lokiSourceFile(config, 'files', {
        targets: alloy.discoverPods(config, 'node', { node: Expression.env('HOSTNAME'), namespaces: [] }),
        to,
      });
      return config.text();
    },
    'agent: loki.write.loki belongs to another configuration, and Alloy would not find it. Make the component here, too.',
  ],
  [
    'two components of one kind and label',
    (config) => [1, 2].map(() => alloy.lokiWrite(config, 'loki', { url: 'http://loki' })),
    'agent: there are two components loki.write.loki, and Alloy would not start. Give one of them another label.',
  ],
  [
    'a label that Alloy does not take',
    (config) => alloy.lokiWrite(config, 'loki-stack', { url: 'http://loki' }),
    'agent: "loki-stack" is no label of loki.write: Alloy takes letters, digits and _, not a digit first. Rename the component.',
  ],
])('%s is refused', (_, build, says) => {
  const config = new AlloyConfig('agent');

  const message = refusal(() => build(config));

  expect(message).toBe(says);
});

import { documentObject } from '../../document.ts';
import { chartApplication, configFile } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { logFormatFits } from './log-format-fits.ts';

const promtail = (stage: string) =>
  chartApplication('promtail', 'monitoring', { config: { snippets: { pipelineStages: [{ [stage]: {} }] } } });
const script = (line: string) => documentObject('Script', 'init', { text: `#!/bin/sh\n${line}\n` });
const containerd = script('apt-get install -y containerd');
const fluent = (parser: string, path = '/var/log/containers/*.log') =>
  kube(
    'v1/ConfigMap',
    { name: 'fluent-bit' },
    { data: { 'fluent-bit.conf': `[INPUT]\n  Name tail\n  Path ${path}\n  Parser ${parser}\n[OUTPUT]\n  Name stdout\n` } },
  );
const alloy = (text: string) => kube('v1/ConfigMap', { name: 'alloy' }, { data: { 'config.alloy': text } });

const follows = `discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets
  rule {
    source_labels = ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"]
    separator     = "/"
    replacement   = "/var/log/pods/*$1/*.log"
    target_label  = "__path__"
  }
}
loki.source.file "pods" {
  targets    = discovery.relabel.pods.output
  forward_to = [loki.process.pods.receiver]
}
`;
const process = (stage: string) => `loki.process "pods" {\n  ${stage}\n  forward_to = [loki.write.default.receiver]\n}\n`;
const job = (stages: readonly object[], path = '/var/log/pods/*$1/*.log') =>
  configFile('promtail', 'promtail.yaml', {
    clients: [{ url: 'http://loki:3100/loki/api/v1/push' }],
    scrape_configs: [
      {
        job_name: 'pods',
        kubernetes_sd_configs: [{ role: 'pod' }],
        pipeline_stages: stages,
        relabel_configs: [{ source_labels: ['__meta_kubernetes_pod_uid'], target_label: '__path__', replacement: path }],
      },
    ],
  });

ruleCases(logFormatFits, {
  accepts: {
    'a stage for the lines of pods': [
      alloy(follows + process('stage.cri {}')),
      job([{ cri: {} }, { json: { expressions: { level: '' } } }]),
    ],
    'a stage within a match': [job([{ match: { selector: '{app="web"}', stages: [{ cri: {} }] } }])],
    'a pattern of one’s own': [
      job([{ regex: { expression: '^(?P<time>\\S+) (?P<stream>\\S+) (?P<flags>\\S) (?P<content>.*)$' } }]),
      alloy(follows + process('stage.replace {\n expression = "^(\\\\S+ (?:stdout|stderr) [FP] )"\n }')),
    ],
    'lines from the API server': [alloy(`loki.source.kubernetes "pods" {\n}\n${process('stage.json {}')}`)],
    'files of a program on the node': [alloy('loki.source.file "x" {\n  targets = [{ __path__ = "/var/log/nginx/access.log" }]\n}\n')],
    'parts that come from elsewhere': [alloy(`import.git "shared" {\n}\n${follows}`)],
    'a receiver of OpenTelemetry with an operator': [
      configFile('collector', 'config.yaml', {
        receivers: {
          'filelog/pods': { include: ['/var/log/pods/*/*/*.log'], operators: [{ type: 'container' }] },
          filelog: { include: ['/srv/x.log'] },
        },
        service: { pipelines: { logs: { receivers: ['filelog/pods'], exporters: ['debug'] } } },
      }),
    ],
    'stages as the chart has them': [chartApplication('promtail', 'monitoring', { config: { snippets: { pipelineStages: [] } } })],
    'a parser in a filter': [
      kube(
        'v1/ConfigMap',
        { name: 'fluent-bit' },
        {
          data: {
            'fluent-bit.conf': '[INPUT]\n  Name tail\n  Path /var/log/containers/*.log\n@INCLUDE filter.conf\n',
            'filter.conf': '[FILTER]\n  Name parser\n  Parser containerd\n',
          },
        },
      ),
    ],
    'the form of containerd': [containerd, promtail('cri'), fluent('cri')],
    'machines with Docker': [script('minikube start --container-runtime=docker'), promtail('docker')],
    'logs of Docker itself': [containerd, alloy('loki.source.docker "x" { }\nloki.process "y" { stage.docker { } }')],
    'other files': [containerd, fluent('docker', '/var/log/app.log')],
  },
  refuses: {
    'Alloy without a stage for them': {
      given: [alloy(follows + process('stage.json {\n    expressions = { level = "" }\n  }'))],
      says: 'Alloy reads the files of pods, and takes nothing off their lines',
      fix: 'Send the lines through a loki.process that begins with stage.cri {}.',
    },
    'Promtail with other stages': {
      given: [job([{ json: { expressions: { level: '' } } }])],
      says: 'job pods of Promtail reads the files of pods, and takes nothing off their lines',
    },
    'stages in place of those of the chart': {
      given: [chartApplication('promtail', 'monitoring', { config: { snippets: { pipelineStages: [{ json: {} }] } } })],
      says: 'Promtail reads the files of pods, and takes nothing off their lines',
    },
    'a receiver of OpenTelemetry without an operator': {
      given: [
        configFile('collector', 'config.yaml', {
          receivers: { filelog: { include: ['/var/log/pods/*/*/*.log'] } },
          exporters: { debug: {} },
          service: { pipelines: { logs: { receivers: ['filelog'], exporters: ['debug'] } } },
        }),
      ],
      says: 'the receiver filelog reads the files of pods, and takes nothing off their lines',
      fix: 'Add operators: [{ type: container }].',
    },
    'Fluent Bit without a parser': {
      given: [
        kube(
          'v1/ConfigMap',
          { name: 'fluent-bit' },
          {
            data: {
              'fluent-bit.conf': '[INPUT]\n  Name tail\n  Path /var/log/containers/*.log\n  Tag kube.*\n[FILTER]\n  Name kubernetes\n',
            },
          },
        ),
      ],
      says: 'Fluent Bit reads the files of pods, and takes nothing off their lines',
    },
    'a stage of Promtail': {
      given: [containerd, promtail('docker')],
      says: 'lines are read in the form of Docker, and the machines run containerd',
    },
    'a parser of Fluent Bit': {
      given: [containerd, fluent('docker')],
      says: 'lines are read in the form of Docker, and the machines run containerd',
    },
    'a stage of Alloy, where nothing tells the runtime': {
      given: [alloy('loki.process "y" { stage.docker { } }')],
      says: 'lines are read in the form of Docker, and Kubernetes has had no Docker of its own since 1.24',
    },
  },
});

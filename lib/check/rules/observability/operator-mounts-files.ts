import { chartValuesIn } from '../../observability/jobs.ts';
import { mounted } from '../../observability/operator-mounts.ts';
import { at, strings } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';

/** What is configured in the values of the stack, and the part of the operator's object that says what is mounted. */
const PARTS = [
  { program: 'Alertmanager', root: '/etc/alertmanager', read: ['alertmanager.config'], spec: 'alertmanager.alertmanagerSpec' },
  {
    program: 'Prometheus',
    root: '/etc/prometheus',
    read: [
      'prometheus.prometheusSpec.additionalScrapeConfigs',
      'prometheus.prometheusSpec.remoteWrite',
      'prometheus.prometheusSpec.additionalAlertManagerConfigs',
    ],
    spec: 'prometheus.prometheusSpec',
  },
] as const;

export const operatorMountsFiles = defineRule({
  id: 'operator-mounts-files',
  severity: 'error',
  kinds: [
    'argoproj.io/v1alpha1/Application',
    'argoproj.io/v1alpha1/ApplicationSet',
    'helm.toolkit.fluxcd.io/v2/HelmRelease',
    'slipway.dev/v1/HelmValues',
  ],
  asks: 'Files of Secrets and ConfigMaps that the configuration of an operated Prometheus or Alertmanager names are among those that it is given.',
  source: 'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.AlertmanagerSpec',
  *check(manifest, world) {
    const said = new Set<string>();
    for (const { values, path, chart } of chartValuesIn(world, manifest)) {
      if (chart !== 'kube-prometheus-stack') continue;
      for (const { program, root, read, spec } of PARTS) {
        const given = mounted(world, spec);
        if (given === undefined) continue;
        const pattern = new RegExp(`(?<![\\w.-])${root}/(secrets|configmaps)/([\\w.-]+)(/[\\w.-]+)?`, 'g');
        for (const key of read) {
          for (const found of strings(at(values, key), `${path}.${key}`)) {
            for (const [file = '', folder = '', name = '', rest] of found.value.matchAll(pattern)) {
              const list = given[folder === 'secrets' ? 'secrets' : 'configMaps'];
              if (list.includes(name) || given.folders.some((each) => `${file}/`.startsWith(`${each}/`))) continue;
              if (said.has(`${program} ${name}`)) continue;
              said.add(`${program} ${name}`);
              const what = folder === 'secrets' ? 'Secret' : 'ConfigMap';
              const [only] = list.length === 1 ? list : [];
              const near = nearName(name, list) ?? (rest === undefined ? only : undefined);
              yield {
                path: found.path,
                message: `${program} is to read ${file}, and ${spec}.${folder === 'secrets' ? 'secrets' : 'configMaps'} ${list.length === 0 ? `mounts no ${what}` : `mounts ${list.join(', ')}`}`,
                why: `The operator mounts each ${what} into a folder of its name: ${program} finds no file, and ${program === 'Alertmanager' ? 'nobody is told of any alert' : 'cannot log in where it asks'}.`,
                fix:
                  near === undefined
                    ? `Add ${name} to ${spec}.${folder === 'secrets' ? 'secrets' : 'configMaps'}.`
                    : `Write ${root}/${folder}/${near}${rest ?? `/${name}`}.`,
              };
            }
          }
        }
      }
    }
  },
});

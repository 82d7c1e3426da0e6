import { isStranger } from '../observability/node-files.ts';
import { at, fields, fieldsAt, text, textAt } from '../read.ts';
import { sectionMeant, UNREAD } from '../texts/grafana-sections.ts';
import { when, type Refusal } from './setting.ts';

/** Sections of the settings of Grafana, by itself or as a part under a key. @see https://github.com/grafana/helm-charts/blob/main/charts/grafana/values.yaml */
function sections(base: string): Refusal {
  const path = `${base === '' ? '' : `${base}.`}["grafana.ini"]`;
  return {
    path,
    says: ({ values }) => {
      const ini = fieldsAt({ own: base === '' ? values : at(values, base) }, 'own')['grafana.ini'];
      const [wrong] = Object.keys(fieldsAt({ ini }, 'ini')).filter((name) => sectionMeant(name) !== undefined);
      return when(wrong !== undefined, `Grafana reads no section [${wrong ?? ''}]; there is [${sectionMeant(wrong ?? '') ?? ''}]`);
    },
    why: UNREAD,
    fix: 'Write the name of the section.',
  };
}

/** By chart, for what watches a cluster, beside what stands in `settings-refusals.ts`. */
export const WATCH: Readonly<Record<string, readonly Refusal[]>> = {
  grafana: [sections('')],
  'kube-prometheus-stack': [sections('grafana')],
  'prometheus-adapter': [
    {
      path: 'prometheus.url',
      says: ({ values }) => {
        const url = textAt(values, 'prometheus.url') ?? '';
        const port = text(at(values, 'prometheus.port') ?? 9090) ?? '';
        const written = /^[a-z]+:\/\/[^/{$]*(?::\d+|\/)/.exec(url)?.[0] ?? '';
        return when(
          written !== '' && port !== '' && port !== '0',
          `prometheus.url is ${url}, and the chart adds prometheus.port (${port}${at(values, 'prometheus.port') === undefined ? ', the default' : ''}) to it`,
        );
      },
      why: 'The adapter asks an address with a second port at its end ("too many colons in address"): no metric is served, and the autoscalers show <unknown>.',
      fix: 'Write the port in prometheus.port only, and a path in prometheus.path.',
    },
    {
      path: 'prometheus.url',
      says: ({ values }) => {
        const url = textAt(values, 'prometheus.url') ?? '';
        return when(/^[a-z0-9][\w.-]*$/i.test(url), `prometheus.url is ${url}, without a scheme`);
      },
      why: 'The adapter takes the host for a scheme ("unsupported protocol scheme"): no metric is served, and the autoscalers show <unknown>.',
      fix: 'Write http:// before it.',
    },
  ],
  promtail: [
    {
      path: 'config.snippets.extraScrapeConfigs',
      says: ({ values }) => {
        const jobs = ['scrapeConfigs', 'extraScrapeConfigs'].map((each) => textAt(values, `config.snippets.${each}`) ?? '').join('\n');
        const mounted = JSON.stringify([at(values, 'extraVolumes'), at(values, 'defaultVolumes')]);
        return when(
          /^[\s-]*journal:/m.test(jobs) && !/"\/(?:var(?:\/log(?:\/journal)?)?|run(?:\/log(?:\/journal)?)?)?\/?"/.test(mounted),
          'a job reads the journal of the node, and extraVolumes brings no /var/log/journal',
        );
      },
      why: 'The chart mounts the logs of pods only: the journal that Promtail opens is an empty folder, and no line of the node arrives.',
      fix: 'Add hostPath: { path: /var/log/journal } to extraVolumes and its mount to extraVolumeMounts, and /etc/machine-id likewise.',
    },
    {
      path: 'podSecurityContext',
      says: ({ values }) =>
        when(
          isStranger(fields(at(values, 'podSecurityContext'))),
          `Promtail is to run as user ${textAt(values, 'podSecurityContext.runAsUser') ?? ''} of group ${textAt(values, 'podSecurityContext.runAsGroup') ?? ''}, and the logs of the node belong to root`,
        ),
      why: 'Files in /var/log/pods are for root and its group only: Promtail finds each of them and may open none ("permission denied").',
      fix: 'Leave runAsUser: 0, or set runAsGroup: 0.',
    },
  ],
};

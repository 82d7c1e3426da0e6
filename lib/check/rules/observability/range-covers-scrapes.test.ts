import { alertOn, chartApplication, dashboardOf, prometheusFile, rulesFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { rangeCoversScrapes } from './range-covers-scrapes.ts';

const config = prometheusFile([{ job_name: 'web', scrape_interval: '15s' }, { job_name: 'nodes' }], { global: { scrape_interval: '1m' } });
const alert = (expr: string) => rulesFile({ alert: 'Broken', expr });

ruleCases(rangeCoversScrapes, {
  accepts: {
    'a range of several scrapes': [config, alert('rate(a_total{job="nodes"}[5m]) > 1')],
    'the shortest interval, where the job is not named': [config, alert('rate(a_total[1m]) > 1')],
    'an interval of Grafana': [config, dashboardOf(['rate(a_total{job="nodes"}[$__rate_interval])'])],
    'no configuration': [alertOn('rate(a_total[30s]) > 1')],
    'a stack without an interval of its own': [
      chartApplication('kube-prometheus-stack', 'monitoring', {}),
      alertOn('rate(a_total[30s]) > 1'),
    ],
  },
  refuses: {
    'a range of one scrape': {
      given: [config, alert('rate(a_total{job="nodes"}[1m]) > 1')],
      says: 'alert Broken takes rate() over 60 s, and Prometheus scrapes every 60 s',
      fix: 'Take at least 120 s, better 240 s.',
    },
    'a range below every interval': {
      given: [config, dashboardOf(['irate(a_total[20s])'])],
      says: 'panel "Panel 1" of dashboard "Blog" takes irate() over 20 s, and Prometheus scrapes every 15 s',
    },
    'a stack that scrapes rarely': {
      given: [
        chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { prometheusSpec: { scrapeInterval: '60s' } } }),
        alertOn('rate(a_total[1m]) > 1'),
      ],
      says: 'alert Broken takes rate() over 60 s, and Prometheus scrapes every 60 s',
    },
  },
});

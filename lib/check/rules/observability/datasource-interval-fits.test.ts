import { chartApplication, configFile, dashboardOf } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { datasourceIntervalFits } from './datasource-interval-fits.ts';

const source = (jsonData: object = {}, type = 'prometheus') =>
  configFile('datasources', 'datasources.yaml', { apiVersion: 1, datasources: [{ name: 'Main', type, url: 'http://p:9090', jsonData }] });
const scraping = (scrape_interval: string, job: object = {}) =>
  configFile('prometheus', 'prometheus.yml', {
    global: { scrape_interval },
    scrape_configs: [{ job_name: 'web', static_configs: [], ...job }],
  });
const board = dashboardOf(['rate(a_total[$__rate_interval])']);
const stack = (scrapeInterval: string) =>
  chartApplication('kube-prometheus-stack', 'monitoring', { prometheus: { prometheusSpec: { scrapeInterval } } });

ruleCases(datasourceIntervalFits, {
  accepts: {
    'a data source that knows': [source({ timeInterval: '1m' }), scraping('1m'), board],
    'scrapes that are often enough': [source(), scraping('30s'), board],
    'a job that is': [source(), scraping('1m', { scrape_interval: '15s' }), board],
    'panels with ranges of their own': [source(), scraping('1m'), dashboardOf(['rate(a_total[5m])'])],
    'another store': [source({}, 'loki'), scraping('1m'), board],
    'a Prometheus that is not here': [source(), board],
  },
  refuses: {
    'the default beside scrapes once a minute': {
      given: [source(), scraping('1m'), board],
      says: 'data source Main takes the interval of scrapes for 15 s (the default), and Prometheus scrapes every 60 s',
      fix: 'Set jsonData.timeInterval: 60s.',
    },
    'an interval of before': {
      given: [source({ timeInterval: '30s' }), stack('2m'), board],
      says: 'data source Main takes the interval of scrapes for 30 s, and Prometheus scrapes every 120 s',
    },
  },
});

import { alertOn } from '../../observability/testing.ts';
import { kube, ruleCases } from '../../testing.ts';
import { certificateAlertFits } from './certificate-alert-fits.ts';

const certificate = (spec: object) => kube('cert-manager.io/v1/Certificate', { name: 'web', namespace: 'app' }, { spec });
const METRIC = 'certmanager_certificate_expiration_timestamp_seconds';

ruleCases(certificateAlertFits, {
  accepts: {
    'three weeks, of three months': [certificate({}), alertOn(`${METRIC} - time() < 21 * 24 * 3600`)],
    'a week, of thirty days': [
      certificate({ duration: '720h0m0s', renewBefore: '240h' }),
      alertOn(`avg by (name) (${METRIC} - time()) / 86400 < 7`),
    ],
    'another certificate': [
      certificate({ duration: '24h' }),
      alertOn(`${METRIC}{name="db"} - time() < 604800`),
      alertOn(`${METRIC}{namespace!="app"} - time() < 604800`),
    ],
    'no certificates': [alertOn(`${METRIC} - time() < 30 * 86400`)],
    'something that lasts': [certificate({}), alertOn(`${METRIC} - time() > 21 * 24 * 3600`)],
  },
  refuses: {
    'three weeks, of thirty days': {
      given: [certificate({ duration: '720h', renewBefore: '240h' }), alertOn(`(${METRIC} - time()) / 86400 < 21`)],
      says: 'alert Broken fires 21 days before the end, and Certificate app/web is renewed 10 days before it',
    },
    'a month, of a day': {
      given: [certificate({ duration: '24h' }), alertOn(`${METRIC}{name=~"web.*"} - time() < 30 * 86400`)],
      says: 'alert Broken fires 30 days before the end, and Certificate app/web lives 1 day',
      fix: 'Compare with less than 8 hours, or set renewBefore to more than 30 days.',
    },
  },
});

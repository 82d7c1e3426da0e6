import { kube, ruleCases } from '../../testing.ts';
import { noFaultLeft } from './no-fault-left.ts';

const routes = (...http: object[]) =>
  kube('networking.istio.io/v1/VirtualService', { namespace: 'blog' }, { spec: { hosts: ['was'], http } });
const delay = { delay: { percentage: { value: 10 }, fixedDelay: '5s' } };

ruleCases(noFaultLeft, {
  accepts: {
    'no fault': [routes({ route: [] })],
    'a fault for the testers': [routes({ match: [{ headers: { 'x-test': { exact: '1' } } }], fault: delay, route: [] })],
    'a fault that is switched off': [routes({ fault: { abort: { percentage: { value: 0 }, httpStatus: 500 } }, route: [] })],
  },
  refuses: {
    'a delay for everybody': {
      given: [routes({ fault: delay, route: [] })],
      says: '10 % of all requests of this route wait 5s by injection',
    },
    'an error on one path': {
      given: [
        routes({ match: [{ uri: { prefix: '/api' } }], fault: { abort: { percentage: { value: 1.5 }, httpStatus: 503 } }, route: [] }),
      ],
      says: '1.5 % of all requests of this route end in 503 by injection',
    },
  },
});

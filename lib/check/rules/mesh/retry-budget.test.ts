import { kube, ruleCases } from '../../testing.ts';
import { retryBudget } from './retry-budget.ts';

const route = (timeout: string | undefined, attempts: number, perTryTimeout?: string) =>
  kube(
    'networking.istio.io/v1beta1/VirtualService',
    {},
    {
      spec: {
        http: [
          {
            ...(timeout === undefined ? {} : { timeout }),
            retries: { attempts, ...(perTryTimeout === undefined ? {} : { perTryTimeout }) },
          },
        ],
      },
    },
  );

const routes = (count: number) =>
  kube(
    'networking.istio.io/v1beta1/VirtualService',
    {},
    { spec: { http: Array.from({ length: count }, () => ({ timeout: '5s', retries: { attempts: 3, perTryTimeout: '5s' } })) } },
  );

ruleCases(retryBudget, {
  accepts: {
    'time for all tries': [route('10s', 3, '2s')],
    'exactly the time': [route('8s', 3, '2s')],
    'no timeout': [route(undefined, 3, '2s')],
    'a timeout that is switched off': [route('0s', 3, '2s')],
    'tries without a limit of their own': [route('10s', 3)],
    'an ill-formed time, which the API server refuses': [route('soon', 3, '2s')],
  },
  refuses: {
    'tries that outlast the timeout': {
      given: [route('10s', 5, '2s')],
      says: '1 try and 5 retries of 2s take 12s, the timeout is 10s',
      fix: 'Raise the timeout to 12s or more, or retry less.',
    },
    'the same figures in each route, once': {
      given: [routes(3)],
      says: '1 try and 3 retries of 5s take 20s, the timeout is 5s',
    },
    milliseconds: { given: [route('1s', 3, '300ms')], says: '1 try and 3 retries of 300ms take 1s200ms, the timeout is 1s' },
  },
});

import { kube, ruleCases } from '../../testing.ts';
import { delegateExists } from './delegate-exists.ts';

const root = (name: string) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'root', namespace: 'blog' },
    { spec: { hosts: ['a'], http: [{ delegate: { name, namespace: 'shop' } }] } },
  );
const part = (hosts?: string[]) =>
  kube(
    'networking.istio.io/v1/VirtualService',
    { name: 'cart', namespace: 'shop' },
    { spec: { http: [], ...(hosts === undefined ? {} : { hosts }) } },
  );

ruleCases(delegateExists, {
  accepts: { 'a delegate without hosts': [root('cart'), part()] },
  refuses: {
    'a name that nobody has': {
      given: [root('carts'), part()],
      says: 'there is no VirtualService shop/carts',
      fix: 'Did you mean "cart"?',
    },
    'a delegate with hosts': {
      given: [root('cart'), part(['cart'])],
      says: 'VirtualService shop/cart has hosts of its own, a delegate has none',
    },
  },
});

import { documentObject } from '../../document.ts';
import { inFile, ruleCases } from '../../testing.ts';
import { certificateRequestsChosen } from './certificate-requests-chosen.ts';

const script = (...lines: string[]) => inFile('join.sh', documentObject('Script', 'join', { text: ['#!/bin/bash', ...lines].join('\n') }));

ruleCases(certificateRequestsChosen, {
  accepts: {
    'one request': [script('kubectl certificate approve web-tls', 'kubectl certificate approve "$CSR"')],
    'requests of one signer': [
      script('kubectl get csr --field-selector spec.signerName=kubernetes.io/kubelet-serving -o name | xargs kubectl certificate approve'),
    ],
    'requests of one name': [script("kubectl get csr | grep vault-agent | awk '{print $1}' | xargs kubectl certificate approve")],
    'a look at them': [script('kubectl get csr -o name', '# kubectl get csr -o name | xargs kubectl certificate approve')],
  },
  refuses: {
    'all that there are': {
      given: [script('kubectl get csr -o name | xargs kubectl certificate approve')],
      says: 'every request for a certificate that waits is approved, whoever made it and for whatever name',
    },
  },
});

import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { toldScript } from '../../texts/told-script.ts';

/** `kubectl get csr -o name | xargs kubectl certificate approve`, `kubectl certificate approve $(kubectl get csr …)` */
const ALL =
  /\bkubectl\s[^\n|;]*\bget\s+(?:csr|certificatesigningrequests?)\b([^\n]*)\|\s*xargs\b[^\n]*\bcertificate\s+approve\b|\bcertificate\s+approve\s+["']?\$\(\s*kubectl\s[^)]*\bget\s+(?:csr|certificatesigningrequests?)\b([^)]*)\)/;

export const certificateRequestsChosen = defineRule({
  id: 'certificate-requests-chosen',
  severity: 'warning',
  kinds: [documentKind('Script')],
  asks: 'Requests for certificates of the cluster are approved one by one, or by who asks for what.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#approval-rejection-control-plane',
  *check({ object }) {
    const text = textAt(object, 'text') ?? '';
    if (!text.includes('approve')) return;
    for (const line of toldScript(text).split('\n')) {
      const found = ALL.exec(line);
      if (found === null) continue;
      const chosen = `${found[1] ?? ''}${found[2] ?? ''}`;
      // Who looks for a name or a signer has chosen; that a request waits says nothing of it.
      if (/--field-selector|\b(?:grep|awk|select\()(?![^|]*\b[Pp]ending\b)/.test(chosen)) continue;
      yield {
        path: `line ${text.split('\n').findIndex((each) => each.includes('certificate approve')) + 1}`,
        message: 'every request for a certificate that waits is approved, whoever made it and for whatever name',
        why: 'Whoever may make a request gets a certificate signed by the cluster at the next run: as another node, or as a user of any group.',
        fix: 'Name the requests, or choose them by signer and requestor: kubectl get csr --field-selector spec.signerName=kubernetes.io/kubelet-serving.',
      };
      return;
    }
  },
});

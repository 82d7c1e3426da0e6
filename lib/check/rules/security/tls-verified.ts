import { POD_KINDS } from '../../pods.ts';
import { at, itemsAt, text, textAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { scriptsOf, SCRIPT_KINDS } from '../../texts/scripts.ts';

/** Variables that switch the check of certificates off, and the values that do it. */
const VARIABLES: Readonly<Record<string, RegExp>> = {
  ARGOCD_INSECURE: /^true$/i,
  CURL_INSECURE: /^(1|true)$/i,
  GIT_SSL_NO_VERIFY: /^(1|true)$/i,
  NODE_TLS_REJECT_UNAUTHORIZED: /^0$/,
  PGSSLMODE: /^(allow|prefer)$/,
  PYTHONHTTPSVERIFY: /^0$/,
  VAULT_SKIP_VERIFY: /^(1|true)$/i,
};

export const tlsVerified = defineRule({
  id: 'tls-verified',
  severity: 'warning',
  kinds: [
    ...new Set([...POD_KINDS, ...SCRIPT_KINDS]),
    'networking.istio.io/v1/DestinationRule',
    'external-secrets.io/v1/ClusterSecretStore',
  ],
  asks: 'Clients check the certificate of whom they speak to.',
  source:
    'https://owasp.org/www-project-top-ten/; https://istio.io/latest/docs/reference/config/networking/destination-rule/#ClientTLSSettings',
  *check(manifest, world) {
    const why =
      'Anybody on the way can answer instead: what is sent, passwords included, goes to whoever answers first, and what comes back is believed.';
    for (const container of world.podTemplate(manifest)?.containers ?? []) {
      for (const [index, variable] of itemsAt(container.fields, 'env').entries()) {
        const name = textAt(variable, 'name') ?? '';
        const value = textAt(variable, 'value') ?? '';
        if (Object.hasOwn(VARIABLES, name) && VARIABLES[name]?.test(value) === true)
          yield {
            path: `${container.path}.env[${index}]`,
            message: `${name}=${value} takes any certificate`,
            why,
            fix: 'Remove it, and give the program the CA certificate.',
          };
      }
      for (const [index, word] of itemsAt(container.fields, 'args').entries())
        if (/^--insecure-skip-(tls-)?verify(=true)?$|^--tls-skip-verify(=true)?$/.test(text(word) ?? ''))
          yield {
            path: `${container.path}.args[${index}]`,
            message: `${text(word) ?? ''} takes any certificate`,
            why,
            fix: 'Remove it, and give the program the CA certificate.',
          };
    }
    for (const { path, script } of scriptsOf(manifest, world)) {
      for (const command of script.commands) {
        const words = command.words.map((word) => word.text);
        const off =
          (command.name === 'curl' && words.some((word) => /^-[a-zA-Z]*k[a-zA-Z]*$|^--insecure$/.test(word))) ||
          (command.name === 'wget' && words.includes('--no-check-certificate'));
        const url = words.find((word) => word.includes('https://')) ?? '';
        // Inside the cluster there is often no certificate that could be checked.
        if (!off || url === '' || /https:\/\/(localhost|127\.|\$|[\w-]+(\.[\w-]+)?(\.svc[\w.]*)?(:|\/|$)|kubernetes)/.test(url)) continue;
        yield {
          path,
          message: `${command.name} takes any certificate of ${/https:\/\/[^/\s"']+/.exec(url)?.[0] ?? url}`,
          why,
          fix: 'Remove -k, and name the CA with --cacert where it is one of your own.',
        };
      }
    }
    yield* ofObject(manifest.object, why);
  },
});

function* ofObject(object: unknown, why: string): Iterable<Issue> {
  for (const path of ['spec.trafficPolicy.tls.insecureSkipVerify', 'spec.provider.vault.insecureSkipVerify'])
    if (at(object, path) === true)
      yield {
        path,
        message: 'the certificate is not checked (insecureSkipVerify)',
        why,
        fix: 'Name the CA with caCertificates, and the expected names with subjectAltNames.',
      };
}

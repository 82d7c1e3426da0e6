import { fields, items, itemsAt, text, textAt, type Fields } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import { yamlIn } from '../text-yaml.ts';

/** Of one key of argocd-cm. */
export interface LoginFault extends Omit<Issue, 'path'> {
  readonly key: 'url' | 'oidc.config' | 'dex.config';
  readonly why: string;
}

const READ =
  'name issuer clientID clientSecret cliClientID requestedScopes requestedIDTokenClaims logoutURL rootCA enablePKCEAuthentication domainHint allowedAudiences skipAudienceCheckWhenTokenHasNoAudience enableUserInfoGroups userInfoPath userInfoCacheExpiration refreshTokenThreshold azure'.split(
    ' ',
  );
/** Words of other programs for the same. */
const MEANT: Readonly<Record<string, string>> = {
  scopes: 'requestedScopes',
  scope: 'requestedScopes',
  claims: 'requestedIDTokenClaims',
  client_id: 'clientID',
  client_secret: 'clientSecret',
  issuerurl: 'issuer',
};
/** Clients that Argo CD writes into the configuration of Dex by itself. */
const OWN = ['argo-cd', 'argo-cd-cli', 'argo-cd-pkce'];

/**
 * What is wrong with how people log in. `url` is the address under which they see Argo CD, '' for none and `undefined` where it may stand elsewhere.
 * @see https://github.com/argoproj/argo-cd/blob/v2.13.0/util/settings/settings.go `OIDCConfig`, `IsDexConfigured`
 */
export function* loginFaults(settings: Fields, url: string | undefined): Iterable<LoginFault> {
  const [oidc, dex] = ['oidc.config', 'dex.config'].map((key) => text(settings[key])?.trim() ?? '');
  if (oidc === '' && dex === '') return;
  yield* address(oidc === '' ? 'dex.config' : 'oidc.config', url);
  if (oidc !== undefined && oidc !== '') yield* provider(yamlIn(oidc));
  if (dex !== undefined && dex !== '') yield* connectors(yamlIn(dex), oidc !== '');
}

function* address(key: 'oidc.config' | 'dex.config', url: string | undefined): Iterable<LoginFault> {
  const why = 'Whoever clicks on the log-in reads "Invalid redirect URL", or sees no button at all: only the local accounts are left.';
  if (url === '') yield { key, message: `${key} is set, and no url`, why, fix: 'Add url with the address under which people see Argo CD.' };
  else if (url !== undefined && !/^https?:\/\/|[{$<]/.test(url))
    yield { key: 'url', message: `the url ${url} does not begin with https://`, why, fix: `Write https://${url}.` };
}

function* provider(config: unknown): Iterable<LoginFault> {
  const key = 'oidc.config';
  const given = Object.keys(fields(config));
  if (given.length === 0) return;
  const lower = new Set(given.map((each) => each.toLowerCase()));
  for (const each of given) {
    if (READ.some((known) => known.toLowerCase() === each.toLowerCase())) continue;
    const meant = MEANT[each.toLowerCase()] ?? nearName(each, READ);
    yield {
      key,
      message: `oidc.config has ${each}, and Argo CD reads ${meant === undefined ? 'no such key' : `${meant} there`}`,
      why: 'The key is passed over without a word, and the default holds: a scope or a claim is not asked for, and groups give nobody a right.',
      fix: meant === undefined ? 'Take it out.' : `Write ${meant}.`,
    };
  }
  const refused = 'Argo CD cannot ask the provider: the log-in ends with an error, or the button is not there.';
  for (const each of ['issuer', 'clientID'])
    if (!lower.has(each.toLowerCase())) yield { key, message: `oidc.config has no ${each}`, why: refused, fix: `Add ${each}.` };
  const scopes = itemsAt(config, 'requestedScopes').flatMap((each) => text(each) ?? []);
  if (scopes.length > 0 && !scopes.includes('openid'))
    yield {
      key,
      message: `requestedScopes are ${scopes.join(', ')}, without openid`,
      why: 'The provider answers without an ID token, and Argo CD says "no id_token in token response": nobody can log in.',
      fix: 'Add openid.',
    };
}

function* connectors(config: unknown, isUnused: boolean): Iterable<LoginFault> {
  const key = 'dex.config';
  if (Object.keys(fields(config)).length === 0) return;
  if (isUnused) {
    const why = 'Argo CD sends people to the provider of oidc.config: no connector of Dex is ever offered.';
    yield { key, severity: 'warning', message: 'dex.config stands beside oidc.config, which goes first', why, fix: 'Keep one of them.' };
  }
  for (const client of items(fields(config)['staticClients'])) {
    const id = textAt(client, 'id') ?? '';
    if (!OWN.includes(id)) continue;
    yield {
      key,
      message: `staticClients has ${id}, which is the client of Argo CD itself`,
      why: 'It takes the place of the one that Argo CD adds: Dex refuses its log-in with "Unregistered redirect_uri".',
      fix: 'Give the other program an id of its own.',
    };
  }
}

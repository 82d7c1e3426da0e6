/** Prefix of the settings by which Argo CD judges a kind: `<group>_<kind>`, or the kind alone for those without a group. */
const HEALTH = 'resource.customizations.health.';

/** An Application is as healthy as it says. Argo CD has no rule for its own kind, and without one no wave of Applications waits. */
const APPLICATION = `hs = {}
hs.status = "Progressing"
hs.message = ""
if obj.status ~= nil then
  if obj.status.health ~= nil then
    hs.status = obj.status.health.status
    if obj.status.health.message ~= nil then
      hs.message = obj.status.health.message
    end
  end
end
return hs
`;

/** A Service is healthy without an address: one that waits for the pool of a later wave would keep that wave from coming. */
const SERVICE = `hs = {}
hs.status = "Healthy"
return hs
`;

/** Settings of `argocd-cm` without which no wave of Applications waits for the one before. @see https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app */
export const APPLICATIONS_WAIT: Readonly<Record<string, string>> = { [`${HEALTH}argoproj.io_Application`]: APPLICATION };

/**
 * Settings of `argocd-cm` for Applications of Applications whose waves really wait, and wait for nothing later.
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/health/
 */
export const WAITING_WAVES: Readonly<Record<string, string>> = {
  ...APPLICATIONS_WAIT,
  [`${HEALTH}Service`]: SERVICE,
};

import { Duration } from '../values/duration.ts';

/** A time as nginx (`60`, `90s`), Istio and most programs write it, in seconds; a bare number counts seconds. */
export function secondsOf(written: string | undefined): number | undefined {
  if (written === undefined) return undefined;
  try {
    return /^\d+$/.test(written) ? Number(written) : Duration.parse(written).seconds;
  } catch {
    return undefined;
  }
}

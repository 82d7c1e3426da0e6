import { mountedMaps } from '../../mounted-maps.ts';
import { POD_KINDS, type Container, type PodTemplate } from '../../pods.ts';
import { itemsAt, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule } from '../../rule.ts';
import { springSettings } from '../../texts/spring.ts';
import type { World } from '../../world.ts';

export const springFilesRead = defineRule({
  id: 'spring-files-read',
  severity: 'error',
  kinds: POD_KINDS,
  asks: 'Files of settings that are mounted for Spring Boot are of a profile that is active, and lie where it is told to look.',
  source:
    'https://docs.spring.io/spring-boot/reference/features/external-config.html#features.external-config.files; https://docs.spring.io/spring-boot/reference/features/profiles.html',
  *check(manifest, world) {
    const pod = world.podTemplate(manifest);
    for (const container of pod?.containers ?? []) {
      const files = pod === undefined || container.init ? [] : mounted(pod, container, world);
      if (pod === undefined || files.length === 0) continue;
      const settings = springSettings(pod, container, world);
      const active = settings.get('springprofilesactive');
      const profiles = (active?.value ?? '').split(',').map((each) => each.trim());
      const open = [...settings.keys()].some((name) => /^springprofiles(include|group)/.test(name)) || /[$<{]/.test(active?.value ?? '');
      for (const { key, profile, path } of files) {
        if (active === undefined || profile === undefined || open || profiles.includes(profile)) continue;
        // Files of all profiles may lie side by side; one of a profile that nobody asks for is a slip where the one that is asked for is missing.
        if (profiles.some((each) => files.some((file) => file.profile === each))) continue;
        const near = nearName(profile, profiles);
        yield {
          path: active.path,
          severity: near === undefined && !profile.startsWith(profiles[0] ?? '-') ? 'warning' : 'error',
          message: `${active.name} is ${active.value}, and the file that is mounted at ${path} is ${key}, of profile ${profile}`,
          why: 'Spring reads files of active profiles only: the program starts with its defaults, against another database or with none.',
          fix: `Write ${profile}, or call the file ${key.replace(`-${profile}`, `-${profiles[0] ?? ''}`)}.`,
        };
      }
      const stated =
        settings.get('springconfiglocation') ?? settings.get('springconfigadditionallocation') ?? settings.get('springconfigimport');
      for (const place of (stated?.value ?? '').split(/[,;]/)) {
        const folder = /^(?:file:)?(\/[\w./-]*\/)(?:\*\/)?$/.exec(place.trim())?.[1];
        if (
          stated === undefined ||
          folder === undefined ||
          mounts(container).some((each) => `${each}/`.startsWith(folder) || folder.startsWith(`${each}/`))
        )
          continue;
        const [first] = files;
        yield {
          path: stated.path,
          severity: 'warning',
          message: `${stated.name} is ${stated.value}, where nothing is mounted; ${first?.key ?? ''} is mounted at ${first?.path ?? ''}`,
          why: 'Spring ends over a folder that is not there ("Config data location … does not exist"), or never reads the file.',
          fix: `Write file:${first?.path ?? ''}/, or mount it there.`,
        };
      }
    }
  },
});

function mounts({ fields }: Container): readonly string[] {
  return itemsAt(fields, 'volumeMounts').flatMap((each) => textAt(each, 'mountPath')?.replace(/\/+$/, '') ?? []);
}

/** Files of settings in ConfigMaps that a container mounts as a folder. */
function mounted(
  pod: PodTemplate,
  container: Container,
  world: World,
): readonly { readonly key: string; readonly profile: string | undefined; readonly path: string }[] {
  return mountedMaps(pod, container, world).flatMap(({ data, folder, subPath }) =>
    Object.keys(data).flatMap((key) => {
      const [whole, profile] = /^application(?:-([\w-]+))?\.(?:ya?ml|properties)$/.exec(key) ?? [];
      if (whole === undefined || (subPath !== undefined && subPath !== key)) return [];
      return [{ key, profile, path: subPath === undefined ? folder : folder.slice(0, folder.lastIndexOf('/')) }];
    }),
  );
}

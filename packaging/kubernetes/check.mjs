// Holds the manifests of this directory against the schemas of Kubernetes, each other, and the options that Parley has. Prints what
// is wrong, a line each; exit status 1 where something is.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

const here = new URL('.', import.meta.url);
const faults = [];

/** Documents of a file; the parser itself refuses a key that stands twice. */
function documents(file) {
  return parseAllDocuments(readFileSync(new URL(file, here), 'utf8'), { version: '1.1', merge: true }).map((document) => {
    for (const fault of [...document.errors, ...document.warnings]) faults.push(`${file}: ${fault.message}`);
    return document.toJS();
  });
}

/** What a validator never looks at is nothing that Kubernetes knows: its schemas take unknown keys, the API server doesn't. */
function watched(value, path, unseen) {
  if (value === null || typeof value !== 'object') return value;
  const seen = new Set();
  unseen.push(() => Object.keys(value).filter((key) => !seen.has(key)).map((key) => `${path}.${key}`));
  const children = new Map();
  return new Proxy(value, {
    get(target, key) {
      const child = target[key];
      if (typeof key !== 'string' || !Object.hasOwn(target, key)) return child;
      seen.add(key);
      if (!children.has(key)) children.set(key, watched(child, `${path}.${key}`, unseen));
      return children.get(key);
    },
  });
}

async function validate(file, manifest) {
  const { apiVersion, kind } = manifest;
  const where = `${file}, ${kind} ${manifest.metadata?.name}`;
  let model;
  try {
    model = (await import(`kubernetes-models/${apiVersion}/${kind}`))[kind];
  } catch {
    faults.push(`${where}: there is no ${kind} in ${apiVersion}`);
    return;
  }
  const unseen = [];
  const parts = Object.fromEntries(Object.entries(manifest).map(([key, value]) => [key, watched(value, key, unseen)]));
  try {
    // Not what the model makes of it, which is a copy.
    model.prototype.validate.call(Object.assign(Object.create(model.prototype), parts));
    for (const keys of unseen) for (const key of keys()) faults.push(`${where}: ${key} is unknown`);
  } catch (fault) {
    faults.push(`${where}: ${fault.message}`);
  }
}

/** Keys and values of a file of Parley's options. */
const properties = (text) => text.split('\n').filter((line) => line.trim() && !line.trim().startsWith('#'))
  .map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]);

function seconds(span) {
  const [, count, unit] = /^(\d+)([smh])$/.exec(span);
  return Number(count) * { s: 1, m: 60, h: 3600 }[unit];
}

const matches = (selector, labels) => Object.entries(selector).every(([key, value]) => labels?.[key] === value);

/** Whatever one manifest says of another. */
function holdTogether(all) {
  const of = (kind) => all.filter((each) => each.kind === kind);
  const workloads = all.filter((each) => each.spec?.template?.spec);
  // The table of options, on whichever page it stands.
  const pages = ['OPERATOR.md', 'OPTIONS.md'].map((page) => new URL(`../../protocol/${page}`, here)).filter(existsSync);
  const page = pages.map((each) => readFileSync(each, 'utf8')).join('\n');
  const known = new Set([...page.matchAll(/^(?:\| |- )`--([a-z-]+)/gm)].map((row) => row[1]));
  const files = new Map(of('ConfigMap').flatMap((map) => Object.entries(map.data).map(([name, text]) => [name, properties(text)])));
  for (const [name, lines] of files) {
    for (const [key] of lines) if (!known.has(key)) faults.push(`${name}: Parley has no option --${key}`);
  }
  for (const workload of workloads) {
    const { metadata, spec } = workload.spec.template;
    const where = `${workload.kind} ${workload.metadata.name}`;
    const claims = (workload.spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata.name);
    const volumes = new Set([...(spec.volumes ?? []).map((volume) => volume.name), ...claims]);
    if (!matches(workload.spec.selector.matchLabels, metadata.labels)) faults.push(`${where}: selects other pods than its own`);
    for (const container of spec.containers) {
      const mounted = new Set(container.volumeMounts.map((mount) => mount.name));
      for (const name of mounted) if (!volumes.has(name)) faults.push(`${where}: there is no volume ${name}`);
      for (const name of volumes) if (!mounted.has(name)) faults.push(`${where}: nobody has ${name}`);
      const file = container.args.at(-1).split('/').at(-1);
      if (!files.has(file)) faults.push(`${where}: there is no ${file}`);
      const delay = seconds(Object.fromEntries(files.get(file) ?? [])['drain-delay'] ?? '0s');
      if (spec.terminationGracePeriodSeconds < delay + 15) faults.push(`${where}: is ended before it has drained`);
      const context = { ...spec.securityContext, ...container.securityContext };
      const confined = context.runAsNonRoot && context.readOnlyRootFilesystem && context.allowPrivilegeEscalation === false
        && context.capabilities?.drop?.includes('ALL') && context.seccompProfile?.type === 'RuntimeDefault';
      if (!confined) faults.push(`${where}: the namespace refuses what ${container.name} may do`);
    }
    for (const volume of spec.volumes) {
      const secret = of('Secret').find((each) => each.metadata.name === volume.secret?.secretName);
      for (const item of volume.secret?.items ?? []) {
        if (!(item.key in (secret?.stringData ?? {}))) faults.push(`${where}: the example of the secret has no ${item.key}`);
      }
    }
  }
  const pods = workloads.map((workload) => workload.spec.template);
  for (const each of [...of('Service'), ...of('PodDisruptionBudget'), ...of('NetworkPolicy')]) {
    const where = `${each.kind} ${each.metadata.name}`;
    const asLabels = each.kind === 'Service' ? each.spec.selector : (each.spec.selector ?? each.spec.podSelector).matchLabels;
    const selector = asLabels ?? {};
    const chosen = pods.filter((pod) => matches(selector, pod.metadata.labels));
    if (chosen.length === 0) faults.push(`${where}: selects no pod`);
    const ports = new Set(chosen.flatMap((pod) => pod.spec.containers).flatMap((container) => container.ports).map((port) => port.name));
    const asked = each.kind === 'Service' ? each.spec.ports.map((port) => port.targetPort)
      : (each.spec.ingress ?? []).flatMap((rule) => rule.ports ?? []).map((port) => port.port);
    for (const port of asked) if (!ports.has(port)) faults.push(`${where}: those pods have no port ${port}`);
  }
  for (const set of of('StatefulSet')) {
    const { serviceName, replicas } = set.spec;
    const found = of('Service').some((service) => service.metadata.name === serviceName);
    if (!found) faults.push(`StatefulSet ${set.metadata.name}: there is no Service ${serviceName}`);
    if (replicas !== 1) faults.push(`StatefulSet ${set.metadata.name}: an archive has one writer`);
  }
}

const [kustomization] = documents('kustomization.yaml');
const listed = [...kustomization.resources, 'secret.example.yaml'];
const there = readdirSync(here).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
for (const file of there) if (!listed.includes(file)) faults.push(`kustomization.yaml doesn't list ${file}`);
const all = [];
for (const file of listed) {
  for (const manifest of documents(file)) {
    await validate(file, manifest);
    all.push(manifest);
  }
}
holdTogether(all);
for (const fault of faults) console.error(fault);
console.log(`kubernetes: ${all.length} manifests, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);

import { containersOf } from './check-environments.mjs'

/** What a pod of ours always is: the restricted standard, a file system that nobody writes to, a liveness that asks no store. */
export function checkPods(title, manifests) {
  return manifests.flatMap((manifest) => {
    const pod = manifest.spec?.template?.spec
    if (pod === undefined) return []
    const where = `${title}, ${manifest.kind} ${manifest.metadata.name}`
    const faults = []
    const demand = (holds, sentence) => holds || faults.push(`${where}: ${sentence}`)
    demand(pod.automountServiceAccountToken === false, 'holds a token of the cluster')
    demand(pod.securityContext?.runAsNonRoot === true, 'may run as root')
    demand(pod.securityContext?.seccompProfile?.type === 'RuntimeDefault', 'has no seccomp profile')
    for (const { securityContext, resources, livenessProbe, readinessProbe } of containersOf(manifest)) {
      demand(securityContext?.allowPrivilegeEscalation === false, 'may gain privileges')
      demand(securityContext?.readOnlyRootFilesystem === true, 'may write to its root file system')
      demand(securityContext?.capabilities?.drop?.includes('ALL'), 'keeps capabilities')
      demand(resources?.requests?.cpu && resources.requests.memory && resources.limits?.memory, 'has no measured size')
      demand(livenessProbe === undefined || livenessProbe.httpGet?.path === '/healthz', 'is alive by what a store says')
      if (manifest.kind === 'Deployment') {
        demand(livenessProbe !== undefined, 'is not known to be alive')
        demand(readinessProbe?.httpGet?.path === '/readyz', 'is not known to be ready')
      }
    }
    return faults
  })
}

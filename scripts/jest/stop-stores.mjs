export default async function stopStores() {
  await globalThis.siaranTestRun?.stop()
}

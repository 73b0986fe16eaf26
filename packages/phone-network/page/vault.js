const STORE = 'registration'

/**
 * What makes this browser a linked device: its keys, and the credentials that the network gave it. In IndexedDB, where the
 * real page has them too, so that whoever keeps or moves a session is put to the test.
 */
export const vault = {
  load: (name) => inStore('readonly', (store) => store.get(name)),
  save: (name, value) => inStore('readwrite', (store) => store.put(value, name)),
  wipe: () => inStore('readwrite', (store) => store.clear()),
}

async function inStore(mode, act) {
  const database = await open()
  try {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' })
    const request = act(transaction.objectStore(STORE))
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve
      transaction.onerror = () => reject(transaction.error)
    })
    return request.result
  } finally {
    database.close()
  }
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('signal-storage', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

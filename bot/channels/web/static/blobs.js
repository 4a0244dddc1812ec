// Photos and voice notes that are not sent yet outlive the page: phones with little memory close the browser while
// its camera is open. Where IndexedDB is forbidden they live in the page alone.

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("thidua", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("files");
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, work) {
  try {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction("files", mode);
        const asked = work(transaction.objectStore("files"));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      base.close();
    }
  } catch (error) {
    return null;
  }
}

export function keepBlob(key, blob) {
  return within("readwrite", (files) => files.put(blob, key));
}

export function readBlob(key) {
  return within("readonly", (files) => files.get(key));
}

export function dropBlob(key) {
  return within("readwrite", (files) => files.delete(key));
}

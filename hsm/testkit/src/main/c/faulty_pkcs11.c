/*
 * A PKCS#11 module that forwards to another one and fails on request. The test maps CONTROL, a file of slots, and names
 * in each slot the function that it steers and counts; see FaultyModule.java for the same layout on the other side.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <p11-kit/pkcs11.h>

#define SLOTS 64
#define REMEMBERED 1024

struct slot {
	char name[32];
	int32_t calls;      /* counted here, before anything else */
	int32_t latency_us; /* slept before the call */
	int32_t errors;     /* so many of the next calls answer error_code instead of being forwarded */
	uint32_t error_code;
	int32_t hang;       /* while not 0, calls wait */
	int32_t log_out;    /* before so many of the next calls the session is logged out behind the caller's back */
	int32_t skip;       /* so many calls pass before errors, hang and log_out begin */
	int32_t reserved;
};

static struct slot *slots;
static CK_FUNCTION_LIST_PTR real;
static CK_FUNCTION_LIST faulty;
static CK_SESSION_HANDLE failed[REMEMBERED]; /* sessions that had an error injected and were not closed since */
static int failed_count;
static pthread_mutex_t failed_lock = PTHREAD_MUTEX_INITIALIZER;

static struct slot *find_slot(const char *name)
{
	for (int i = 0; slots != NULL && i < SLOTS && slots[i].name[0] != 0; i++)
		if (strncmp(slots[i].name, name, sizeof slots[i].name) == 0)
			return &slots[i];
	return NULL;
}

static int take(int32_t *remaining)
{
	int32_t n = __atomic_load_n(remaining, __ATOMIC_SEQ_CST);
	while (n > 0)
		if (__atomic_compare_exchange_n(remaining, &n, n - 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST))
			return 1;
	return 0;
}

static int failed_at(CK_SESSION_HANDLE session)
{
	for (int i = 0; i < failed_count; i++)
		if (failed[i] == session)
			return i;
	return -1;
}

static void note_failure(CK_SESSION_HANDLE session)
{
	pthread_mutex_lock(&failed_lock);
	if (session != 0 && failed_count < REMEMBERED && failed_at(session) < 0)
		failed[failed_count++] = session;
	pthread_mutex_unlock(&failed_lock);
}

static void forget(CK_SESSION_HANDLE session)
{
	pthread_mutex_lock(&failed_lock);
	int i = failed_at(session);
	if (i >= 0)
		failed[i] = failed[--failed_count];
	pthread_mutex_unlock(&failed_lock);
}

/* Counts the use of a session that failed before: the slot of this name shows it to the test. */
static void note_reuse(CK_SESSION_HANDLE session)
{
	pthread_mutex_lock(&failed_lock);
	struct slot *reuse = failed_at(session) >= 0 ? find_slot("failed session used again") : NULL;
	pthread_mutex_unlock(&failed_lock);
	if (reuse != NULL)
		__atomic_add_fetch(&reuse->calls, 1, __ATOMIC_SEQ_CST);
}

static CK_RV fault(const char *name, CK_SESSION_HANDLE session)
{
	struct slot *slot = find_slot(name);
	if (session != 0 && strcmp(name, "C_DestroyObject") != 0) /* cleaning up before closing is no use */
		note_reuse(session);
	if (slot == NULL)
		return CKR_OK;
	__atomic_add_fetch(&slot->calls, 1, __ATOMIC_SEQ_CST);
	int32_t latency_us = __atomic_load_n(&slot->latency_us, __ATOMIC_SEQ_CST);
	if (latency_us > 0)
		usleep((useconds_t) latency_us);
	if (take(&slot->skip))
		return CKR_OK;
	while (__atomic_load_n(&slot->hang, __ATOMIC_SEQ_CST) != 0)
		usleep(1000);
	if (take(&slot->log_out))
		real->C_Logout(session);
	if (!take(&slot->errors))
		return CKR_OK;
	note_failure(session);
	return __atomic_load_n(&slot->error_code, __ATOMIC_SEQ_CST);
}

#define UNPACK(...) __VA_ARGS__
#define FORWARD(name, session, parameters, arguments) \
	static CK_RV faulty_##name(UNPACK parameters) \
	{ \
		CK_RV rv = fault(#name, session); \
		return rv != CKR_OK ? rv : real->name arguments; \
	}

typedef CK_SESSION_HANDLE S;
typedef CK_OBJECT_HANDLE O;

FORWARD(C_Initialize, 0, (void *a), (a))
FORWARD(C_Finalize, 0, (void *a), (a))
FORWARD(C_GetSlotList, 0, (CK_BBOOL a, CK_SLOT_ID *b, CK_ULONG *c), (a, b, c))
FORWARD(C_Login, s, (S s, CK_USER_TYPE a, CK_UTF8CHAR *b, CK_ULONG c), (s, a, b, c))
FORWARD(C_GetSessionInfo, s, (S s, CK_SESSION_INFO *a), (s, a))
FORWARD(C_FindObjectsInit, s, (S s, CK_ATTRIBUTE *a, CK_ULONG b), (s, a, b))
FORWARD(C_GetAttributeValue, s, (S s, O a, CK_ATTRIBUTE *b, CK_ULONG c), (s, a, b, c))
FORWARD(C_CreateObject, s, (S s, CK_ATTRIBUTE *a, CK_ULONG b, O *c), (s, a, b, c))
FORWARD(C_DestroyObject, s, (S s, O a), (s, a))
FORWARD(C_GenerateKey, s, (S s, CK_MECHANISM *a, CK_ATTRIBUTE *b, CK_ULONG c, O *d), (s, a, b, c, d))
FORWARD(C_GenerateKeyPair, s, (S s, CK_MECHANISM *a, CK_ATTRIBUTE *b, CK_ULONG c, CK_ATTRIBUTE *d, CK_ULONG e, O *f,
	O *g), (s, a, b, c, d, e, f, g))
FORWARD(C_SignInit, s, (S s, CK_MECHANISM *a, O b), (s, a, b))
FORWARD(C_Sign, s, (S s, CK_BYTE *a, CK_ULONG b, CK_BYTE *c, CK_ULONG *d), (s, a, b, c, d))
FORWARD(C_DeriveKey, s, (S s, CK_MECHANISM *a, O b, CK_ATTRIBUTE *c, CK_ULONG d, O *e), (s, a, b, c, d, e))
FORWARD(C_WrapKey, s, (S s, CK_MECHANISM *a, O b, O c, CK_BYTE *d, CK_ULONG *e), (s, a, b, c, d, e))
FORWARD(C_UnwrapKey, s, (S s, CK_MECHANISM *a, O b, CK_BYTE *c, CK_ULONG d, CK_ATTRIBUTE *e, CK_ULONG f, O *g),
	(s, a, b, c, d, e, f, g))
FORWARD(C_GenerateRandom, s, (S s, CK_BYTE *a, CK_ULONG b), (s, a, b))
FORWARD(C_SetAttributeValue, s, (S s, O a, CK_ATTRIBUTE *b, CK_ULONG c), (s, a, b, c))
FORWARD(C_DigestInit, s, (S s, CK_MECHANISM *a), (s, a))
FORWARD(C_DigestUpdate, s, (S s, CK_BYTE *a, CK_ULONG b), (s, a, b))
FORWARD(C_DigestKey, s, (S s, O a), (s, a))
FORWARD(C_DigestFinal, s, (S s, CK_BYTE *a, CK_ULONG *b), (s, a, b))
FORWARD(C_Encrypt, s, (S s, CK_BYTE *a, CK_ULONG b, CK_BYTE *c, CK_ULONG *d), (s, a, b, c, d))
FORWARD(C_Decrypt, s, (S s, CK_BYTE *a, CK_ULONG b, CK_BYTE *c, CK_ULONG *d), (s, a, b, c, d))

static CK_RV faulty_C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, S *session)
{
	CK_RV rv = fault("C_OpenSession", 0);
	if (rv == CKR_OK)
		rv = real->C_OpenSession(slot, flags, application, notify, session);
	if (rv == CKR_OK)
		forget(*session);
	return rv;
}

static CK_RV faulty_C_CloseSession(S session)
{
	forget(session);
	CK_RV rv = fault("C_CloseSession", session);
	return rv != CKR_OK ? rv : real->C_CloseSession(session);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST_PTR_PTR list)
{
	if (real == NULL) {
		CK_C_GetFunctionList get;
		void *library = dlopen(TARGET, RTLD_NOW | RTLD_LOCAL);
		int control = open(CONTROL, O_RDWR);
		if (library == NULL || control < 0) {
			fprintf(stderr, "faulty_pkcs11: cannot open %s\n", library == NULL ? TARGET : CONTROL);
			return CKR_GENERAL_ERROR;
		}
		slots = mmap(NULL, SLOTS * sizeof(struct slot), PROT_READ | PROT_WRITE, MAP_SHARED, control, 0);
		*(void **) &get = dlsym(library, "C_GetFunctionList");
		if (slots == MAP_FAILED || get == NULL || get(&real) != CKR_OK)
			return CKR_GENERAL_ERROR;
		faulty = *real;
#define REPLACE(name) faulty.name = faulty_##name
		REPLACE(C_Initialize); REPLACE(C_Finalize); REPLACE(C_GetSlotList); REPLACE(C_OpenSession);
		REPLACE(C_CloseSession); REPLACE(C_Login); REPLACE(C_GetSessionInfo); REPLACE(C_FindObjectsInit);
		REPLACE(C_GetAttributeValue); REPLACE(C_CreateObject); REPLACE(C_DestroyObject); REPLACE(C_GenerateKey);
		REPLACE(C_GenerateKeyPair); REPLACE(C_SignInit); REPLACE(C_Sign); REPLACE(C_DeriveKey);
		REPLACE(C_WrapKey); REPLACE(C_UnwrapKey); REPLACE(C_GenerateRandom); REPLACE(C_SetAttributeValue);
		REPLACE(C_DigestInit); REPLACE(C_DigestUpdate); REPLACE(C_DigestKey); REPLACE(C_DigestFinal);
		REPLACE(C_Encrypt); REPLACE(C_Decrypt);
	}
	*list = &faulty;
	return CKR_OK;
}

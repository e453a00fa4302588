@echo off
rem Runs hobnob from an unpacked archive, or from a clone that Maven has built. As the script "hobnob" beside it does.
rem Java's options for each command are in conf\java-options; HOBNOB_JAVA_OPTS comes after them and wins.
setlocal EnableExtensions DisableDelayedExpansion

rem Programs in the current folder are not taken for Java.
set NoDefaultCurrentDirectoryInExePath=1
rem The Java that came with the program goes before all others.
if exist "%~dp0..\runtime\bin\java.exe" set "JAVA_HOME=%~dp0..\runtime"
if defined JAVA_HOME set "PATH=%JAVA_HOME%\bin;%PATH%"

set VERSION=
set MAJOR=0
for /f "tokens=3" %%v in ('java -version 2^>^&1 ^| findstr /c:" version "') do set "VERSION=%%~v"
for /f "delims=.-+" %%m in ("%VERSION%") do set MAJOR=%%m
if %MAJOR% lss 17 (
    echo hobnob: Java, 17 or later, is missing: install one from https://adoptium.net, or name it in JAVA_HOME 1>&2
    exit /b 1
)

set "LIB=%~dp0..\lib"
if not exist "%LIB%" set "LIB=%~dp0target\lib"
set JAR=
for %%j in ("%LIB%\hobnob-launcher-*.jar") do set "JAR=%%~fj"
if not defined JAR (
    echo hobnob: "%LIB%" holds no program: unpack the archive anew, or run: mvn package -DskipTests 1>&2
    exit /b 1
)
set "ROWS=%~dp0..\conf\java-options"
if not exist "%ROWS%" (
    echo hobnob: "%ROWS%" is missing: unpack the archive anew 1>&2
    exit /b 1
)

set "COMMAND=%~1"
if "%COMMAND%"=="" set COMMAND=peer
if /i "%COMMAND:~0,9%"=="hobnob://" set COMMAND=peer
set OPTIONS=
set OWN=
set OTHER=
for /f "usebackq eol=# tokens=1,2*" %%a in ("%ROWS%") do if %MAJOR% geq %%b call :row %%a "%%c"
if not defined OWN set "OWN=%OTHER%"
set "OPTIONS=%OPTIONS%%OWN%"

rem Java takes one collector, so that of an operator replaces ours. An operator's own archive, or none, goes before ours.
set COLLECTOR=
set PLANS=
if not defined HOBNOB_JAVA_OPTS goto ours
echo "%HOBNOB_JAVA_OPTS%" | findstr /r /c:"-XX:+Use[A-Za-z0-9]*GC" >nul && set COLLECTOR=1
echo "%HOBNOB_JAVA_OPTS%" | findstr /c:"-Xshare" /c:"Archive" /c:"AOT" >nul && set PLANS=1
:ours
if defined COLLECTOR set "OPTIONS=%OPTIONS:-XX:+UseSerialGC=%"
if defined COLLECTOR set "OPTIONS=%OPTIONS:-XX:+UseG1GC=%"

rem The classes of a command as Java has them in memory, with which it starts sooner; made at the first run.
set CLASSES=-Xshare:auto
if defined PLANS goto run
if not defined LOCALAPPDATA goto run
if "%COMMAND%"=="registry" goto archive
if "%COMMAND%"=="peer" goto archive
goto run
:archive
set SUM=0
for %%f in ("%LIB%\*.jar" "%ROWS%") do set /a SUM+=%%~zf
set "ARCHIVE=%LOCALAPPDATA%\hobnob\java\%COMMAND%-%MAJOR%-%VERSION%.%SUM%"
if exist "%ARCHIVE%" goto use
mkdir "%LOCALAPPDATA%\hobnob\java" 2>nul
set MAKER=org.hobnob.launcher.archive.ArchiveMaker
start "" /b /low java "-Dhobnob.home=%~dp0.." %OPTIONS% -cp "%JAR%" %MAKER% %COMMAND% "%ARCHIVE%" <nul >nul 2>nul
goto run
:use
set "OPTIONS=%OPTIONS% -Xlog:cds*=off"
if %MAJOR% lss 25 set "CLASSES=-XX:SharedArchiveFile=%ARCHIVE%"
if %MAJOR% geq 25 set "CLASSES=-XX:AOTCache=%ARCHIVE%"
if %MAJOR% geq 25 set "OPTIONS=%OPTIONS% -Xlog:aot*=off"
goto run

:row
if "%~1"=="any" set "OPTIONS=%OPTIONS% %~2"
if "%~1"=="other" set "OTHER=%OTHER% %~2"
if "%~1"=="%COMMAND%" set "OWN=%OWN% %~2"
exit /b 0

:run
java "-Dhobnob.home=%~dp0.." %OPTIONS% "%CLASSES%" %HOBNOB_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%

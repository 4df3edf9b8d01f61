@echo off
rem Starts Vedette on Windows: VEDETTE_JAVA, JAVA_HOME or java on PATH, which must be that of a JDK 25.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined VEDETTE_JAVA set "JAVA=%VEDETTE_JAVA%"
"%JAVA%" "@%HOME_DIR%\lib\jvm-flags" "-Dvedette.home=%HOME_DIR%" %VEDETTE_JVM_OPTS% -cp "%HOME_DIR%\lib\*" vedette.kernelspec.Main %*
exit /b %ERRORLEVEL%
